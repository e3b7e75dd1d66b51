package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As whom a request is made.
 *
 * @param credentials null for nobody
 * @param places where credentials were looked for
 */
record Identity(@Nullable Credentials credentials, List<String> places) {
  static Identity of(Optional<Credentials> found, CredentialSource source) {
    return new Identity(found.orElse(null), source.places());
  }

  /** What to do about a refusal. */
  String hint(String host) {
    if (credentials != null) {
      return credentials + " was not accepted; check it, or log in again: lamina login " + host;
    }
    String looked = places.isEmpty() ? "" : " (looked in " + String.join(", ", places) + ")";
    return "there are no credentials for " + host + looked + "; log in: lamina login " + host;
  }

  @Override
  public String toString() {
    return credentials == null ? "nobody in particular" : credentials.toString();
  }
}
