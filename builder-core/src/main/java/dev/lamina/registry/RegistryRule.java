package dev.lamina.registry;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.reference.Repository;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of the repositories below a prefix.
 *
 * @param prefix {@code HOST[:PORT][/PATH]}, of which the host may begin with {@code *.}
 * @param own where they really are
 * @param mirrors to be asked first, in this order
 * @param file that says so, escaped
 */
record RegistryRule(String prefix, Place own, boolean blocked, List<Mirror> mirrors, String file) {
  /** For which names a mirror is asked. */
  enum Use {
    ALL,
    DIGESTS,
    TAGS
  }

  /**
   * What stands instead of the prefix.
   *
   * @param location {@code HOST[:PORT][/PATH]}; empty for the name as it is
   * @param insecure may speak plain HTTP, or have any certificate
   */
  record Place(String location, boolean insecure) {}

  /** A place to be asked before the repository's own. */
  record Mirror(Place place, Use use) {}

  RegistryRule {
    mirrors = List.copyOf(mirrors);
  }

  boolean covers(Repository repository) {
    String host = host(prefix);
    boolean sameHost =
        host.startsWith("*.")
            ? repository.registry().endsWith(host.substring(1))
            : repository.registry().equals(host);
    String path = path(prefix);
    return sameHost
        && (path.isEmpty()
            || repository.path().equals(path)
            || repository.path().startsWith(path + "/"));
  }

  /**
   * The repository with the place instead of the prefix.
   *
   * @throws RefusedInputException when that is no name
   */
  Repository at(Place place, Repository repository) throws RefusedInputException {
    if (place.location().isEmpty()) {
      return repository;
    }
    String behind = repository.path().substring(path(prefix).length());
    List<String> parts = new ArrayList<>();
    for (String part : List.of(path(place.location()), behind.replaceFirst("^/", ""))) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    try {
      return new Repository(host(place.location()), String.join("/", parts));
    } catch (IllegalArgumentException e) {
      throw new RefusedInputException(
          file
              + ": '"
              + Escaped.text(place.location())
              + "' instead of '"
              + Escaped.text(prefix)
              + "' makes no name of "
              + repository,
          e);
    }
  }

  static String host(String location) {
    int slash = location.indexOf('/');
    return slash < 0 ? location : location.substring(0, slash);
  }

  static String path(String location) {
    int slash = location.indexOf('/');
    return slash < 0 ? "" : location.substring(slash + 1);
  }
}
