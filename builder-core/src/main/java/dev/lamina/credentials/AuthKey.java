package dev.lamina.credentials;

import dev.lamina.reference.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which key of a file of credentials speaks for a repository. */
final class AuthKey {
  /** Under which Docker keeps the account of Docker Hub. */
  static final String DOCKER_HUB = "https://index.docker.io/v1/";

  private static final Set<String> HUB_HOSTS =
      Set.of("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  private AuthKey() {}

  /** The name under which a helper or a file keeps the account of a registry. */
  static String canonical(String registry) {
    return HUB_HOSTS.contains(registry) ? DOCKER_HUB : registry;
  }

  /** The names under which the account of a registry may be kept, the usual one first. */
  static List<String> names(String registry) {
    return HUB_HOSTS.contains(registry)
        ? List.of(DOCKER_HUB, "docker.io", "index.docker.io", "registry-1.docker.io")
        : List.of(registry, "https://" + registry);
  }

  /**
   * The key with the longest path that covers the repository: {@code reg:5000/team/app}, {@code
   * reg:5000/team}, {@code reg:5000}; a scheme in front, and {@code /v1/} or {@code /v2/} behind a
   * host, do not matter.
   */
  static Optional<String> best(Stream<String> keys, Repository repository) {
    return keys.filter(key -> covers(normal(key), repository))
        .max(
            Comparator.<String>comparingInt(key -> normal(key).length())
                .thenComparing(Comparator.<String>naturalOrder().reversed()));
  }

  private static boolean covers(String key, Repository repository) {
    int slash = key.indexOf('/');
    String host = slash < 0 ? key : key.substring(0, slash);
    boolean sameHost =
        host.equals(repository.registry())
            || (HUB_HOSTS.contains(host) && HUB_HOSTS.contains(repository.registry()));
    if (!sameHost || slash < 0) {
      return sameHost;
    }
    String path = key.substring(slash + 1);
    return repository.path().equals(path) || repository.path().startsWith(path + "/");
  }

  private static String normal(String key) {
    String bare = key;
    for (String scheme : List.of("https://", "http://")) {
      if (bare.toLowerCase(Locale.ROOT).startsWith(scheme)) {
        bare = bare.substring(scheme.length());
      }
    }
    while (bare.endsWith("/")) {
      bare = bare.substring(0, bare.length() - 1);
    }
    for (String version : List.of("/v1", "/v2")) {
      if (bare.endsWith(version) && bare.indexOf('/') == bare.length() - version.length()) {
        return bare.substring(0, bare.length() - version.length());
      }
    }
    return bare;
  }
}
