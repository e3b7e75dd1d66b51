package dev.lamina.reference;

/**
 * A repository of a registry: {@code docker.io/library/hello}.
 *
 * @param registry host and port: {@code docker.io}, {@code localhost:5000}, {@code [::1]:5000}
 * @param path lower-case components: {@code library/hello}
 */
public record Repository(String registry, String path) implements Comparable<Repository> {
  static final String DOCKER_HUB = "docker.io";
  static final String OFFICIAL = "library/";

  /**
   * @throws IllegalArgumentException when a part breaks the grammar
   */
  public Repository {
    Grammar.checkRegistry(registry);
    Grammar.checkPath(path);
  }

  /**
   * Reads a name without tag and digest in Docker's familiar form.
   *
   * @throws IllegalArgumentException when it is not such a name
   */
  public static Repository parse(String text) {
    return Grammar.repository(text);
  }

  /** As people write it: {@code hello} for {@code docker.io/library/hello}. */
  public String familiar() {
    if (!registry.equals(DOCKER_HUB)) {
      return toString();
    }
    boolean official = path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0;
    return official ? path.substring(OFFICIAL.length()) : path;
  }

  @Override
  public int compareTo(Repository other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }
}
