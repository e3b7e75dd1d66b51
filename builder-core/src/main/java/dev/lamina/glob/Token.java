package dev.lamina.glob;

/** One element of a pattern. */
final class Token {
  enum Kind {
    /** This character. */
    LITERAL,
    /** One character that is not a slash. */
    ONE,
    /** One character in the ranges. */
    CLASS,
    /** One character outside the ranges. */
    NEGATED_CLASS,
    /** Any run of characters without a slash. */
    STAR,
    /** Together with {@link #DEEP_LOOP}: nothing, or any run of characters that ends in a slash. */
    DEEP_OPEN,
    DEEP_LOOP,
    /** Any run of characters. */
    TAIL
  }

  private static final int[] NONE = {};

  private final Kind kind;
  private final int character;

  /** Pairs of the first and the last character. */
  private final int[] ranges;

  private Token(Kind kind, int character, int[] ranges) {
    this.kind = kind;
    this.character = character;
    this.ranges = ranges;
  }

  /** A token that needs no more than its kind. */
  static Token of(Kind kind) {
    return new Token(kind, 0, NONE);
  }

  static Token literal(int character) {
    return new Token(Kind.LITERAL, character, NONE);
  }

  /** One of a set; {@code ranges} are pairs of the first and the last character. */
  static Token oneOf(Kind kind, int[] ranges) {
    return new Token(kind, 0, ranges.clone());
  }

  Kind kind() {
    return kind;
  }

  /** Which one, for a literal. */
  int character() {
    return character;
  }

  /** Whether this, a token for one character, matches {@code c}. */
  boolean matches(int c) {
    return switch (kind) {
      case LITERAL -> c == character;
      case ONE -> c != '/';
      case CLASS -> inRanges(c);
      case NEGATED_CLASS -> !inRanges(c);
      case STAR, DEEP_OPEN, DEEP_LOOP, TAIL -> false;
    };
  }

  private boolean inRanges(int c) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] <= c && c <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
