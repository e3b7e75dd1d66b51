package dev.lamina.credentials;

/**
 * A secret for a registry, and where it came from. The text form never shows the secret.
 *
 * @param kind what the secret is
 * @param user the account; empty for tokens that have none
 * @param secret password or token
 * @param origin where it was found, for messages: {@code /home/me/.docker/config.json, auths
 *     "ghcr.io"}
 */
public record Credentials(Kind kind, String user, String secret, String origin) {
  /** The name under which helpers hand out a token instead of a password. */
  private static final String TOKEN_USER = "<token>";

  /** What a secret is. */
  public enum Kind {
    /** The password of an account (HTTP Basic, and for fetching tokens). */
    PASSWORD,
    /** A refresh token, which is changed for an access token at the registry's token server. */
    IDENTITY_TOKEN,
    /** An access token, sent as it is. */
    REGISTRY_TOKEN
  }

  /** An account with its password; the user {@code <token>} means an identity token. */
  public static Credentials of(String user, String secret, String origin) {
    return user.equals(TOKEN_USER)
        ? new Credentials(Kind.IDENTITY_TOKEN, "", secret, origin)
        : new Credentials(Kind.PASSWORD, user, secret, origin);
  }

  /** Account and origin. */
  @Override
  public String toString() {
    return (user.isEmpty() ? "a token" : "account " + user) + " from " + origin;
  }
}
