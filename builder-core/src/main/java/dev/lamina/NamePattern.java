package dev.lamina;

import dev.lamina.glob.PathPattern;
import dev.lamina.io.EntryPath;
import dev.lamina.reference.Reference;
import java.util.stream.Stream;

/**
 * A pattern for names of images, as docker's {@code --filter reference=} has it: Go's path.Match,
 * in which {@code *} stays within a component. It is held against the name with and without its
 * tag, in the familiar and in the full form.
 */
public final class NamePattern {
  private final PathPattern pattern;

  private NamePattern(PathPattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it is malformed
   */
  public static NamePattern of(String text) {
    return new NamePattern(PathPattern.of(text));
  }

  /** Whether a name is meant. */
  public boolean matches(Reference name) {
    return Stream.of(name.familiar(), name.repository().familiar())
        .anyMatch(text -> pattern.matches(EntryPath.of(text)));
  }
}
