package dev.lamina.plan;

import dev.lamina.reference.Reference;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of build contexts, which stand before stages and images of the same name. Names are
 * compared as those of images are: {@code alpine}, {@code alpine:latest} and {@code
 * docker.io/library/alpine} are one.
 *
 * @param names as {@link #normal} gives them
 */
record ContextNames(Set<String> names) {
  ContextNames {
    names = Set.copyOf(names);
  }

  /** The names as they were given. */
  static ContextNames of(Set<String> given) {
    Set<String> names = new TreeSet<>();
    given.forEach(name -> names.add(normal(name)));
    return new ContextNames(names);
  }

  /**
   * The one spelling of a name.
   *
   * @throws IllegalArgumentException when it could not be the name of an image
   */
  static String normal(String name) {
    String familiar = Reference.parse(name).familiar();
    String latest = ":latest";
    return familiar.endsWith(latest)
        ? familiar.substring(0, familiar.length() - latest.length())
        : familiar;
  }

  /** The context that a word of a Dockerfile names; null when none has that name. */
  @Nullable String find(@Nullable String word) {
    if (word == null || names.isEmpty()) {
      return null;
    }
    try {
      String name = normal(word);
      return names.contains(name) ? name : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
