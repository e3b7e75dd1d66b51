package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests to one registry. What it wants is learned from its first refusal and
 * remembered; so the first request is a useful one, and not a question.
 */
final class Authorizer {
  private final CredentialSource source;
  private final Tokens tokens;
  private final Map<Repository, Identity> identities = new ConcurrentHashMap<>();
  private volatile @Nullable Challenge challenge;

  Authorizer(CredentialSource source, Tokens tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Identity identity(Repository repository) throws IOException {
    Identity known = identities.get(repository);
    if (known == null) {
      Optional<Credentials> found = source.find(repository);
      known = Identity.of(found, source);
      identities.put(repository, known);
    }
    return known;
  }

  /** The request with what the registry is known to want. */
  Request authorize(Request request, Scope scope, URI registry) throws IOException {
    Challenge known = challenge;
    return known == null ? request : with(request, known, scope, registry, null);
  }

  /**
   * The request with an answer to a refusal.
   *
   * @return null when nothing better than what was sent is there to send
   */
  @Nullable Request reauthorize(Request sent, Response refusal, Scope scope, URI registry)
      throws IOException {
    Challenge wanted = choose(Challenge.parse(refusal.headers("WWW-Authenticate")));
    if (wanted == null) {
      return null;
    }
    challenge = wanted;
    String used = sent.headers().get("Authorization");
    String refused = used != null && used.startsWith("Bearer ") ? used.substring(7) : null;
    String asked = wanted.parameter("scope");
    Scope both = asked.isEmpty() || refused == null ? scope : scope.with(asked);
    Request again = with(sent.without("Authorization"), wanted, both, registry, refused);
    return Objects.equals(again.headers().get("Authorization"), used) ? null : again;
  }

  /** Tokens rather than passwords; null when we can do neither. */
  private static @Nullable Challenge choose(List<Challenge> offered) {
    for (String scheme : List.of("bearer", "basic")) {
      for (Challenge each : offered) {
        boolean usable = !scheme.equals("bearer") || !each.parameter("realm").isEmpty();
        if (each.scheme().equals(scheme) && usable) {
          return each;
        }
      }
    }
    return null;
  }

  private Request with(
      Request request, Challenge wanted, Scope scope, URI registry, @Nullable String refused)
      throws IOException {
    Identity who = identity(scope.repository());
    Credentials credentials = who.credentials();
    if (credentials != null && credentials.kind() == Credentials.Kind.REGISTRY_TOKEN) {
      return request.with("Authorization", "Bearer " + credentials.secret());
    }
    if (wanted.scheme().equals("bearer")) {
      String token = tokens.get(wanted, scope, who, registry, refused);
      return request.with("Authorization", "Bearer " + token);
    }
    return credentials == null ? request : request.with("Authorization", Tokens.basic(credentials));
  }
}
