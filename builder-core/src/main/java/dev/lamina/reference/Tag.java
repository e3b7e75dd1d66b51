package dev.lamina.reference;

/**
 * A tag: {@code latest}.
 *
 * @param name a letter, digit or underscore, then at most 127 of these, dots and hyphens
 */
public record Tag(String name) implements Comparable<Tag> {
  /** What a name without tag and digest means. */
  public static final Tag LATEST = new Tag("latest");

  /**
   * @throws IllegalArgumentException when the name breaks the grammar
   */
  public Tag {
    Grammar.checkTag(name);
  }

  @Override
  public int compareTo(Tag other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
