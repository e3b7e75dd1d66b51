package dev.lamina.registry;

import dev.lamina.reference.Repository;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What we want leave for, in the words of token servers: {@code repository:library/hello:pull}.
 *
 * @param repository whose credentials count
 * @param names the first is what is done, the others are what it also needs
 */
record Scope(Repository repository, List<String> names) {
  Scope {
    names = List.copyOf(names);
  }

  static Scope pull(Repository repository) {
    return of(repository, "pull");
  }

  static Scope push(Repository repository) {
    return of(repository, "pull,push");
  }

  static Scope delete(Repository repository) {
    return of(repository, "pull,push,delete");
  }

  static Scope catalog(Repository repository) {
    return new Scope(repository, List.of("registry:catalog:*"));
  }

  private static Scope of(Repository repository, String actions) {
    return new Scope(repository, List.of("repository:" + repository.path() + ":" + actions));
  }

  /** Also to read another repository of the same registry. */
  Scope andPullOf(Repository other) {
    return with("repository:" + other.path() + ":pull");
  }

  /** Also what a server says it wants. */
  Scope with(String name) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(name);
    return new Scope(repository, List.copyOf(all));
  }
}
