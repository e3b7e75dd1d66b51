package dev.lamina.glob;

import java.util.Arrays;
import java.util.stream.IntStream;

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
    /** Nothing, or any run of characters that ends in a slash. */
    DEEP,
    /** Any run of characters. */
    TAIL
  }

  private static final int[] NONE = {};

  private final Kind kind;
  private final int character;

  /** Of the ranges, as {@link Borders} has them. */
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
    return new Token(kind, 0, Borders.of(ranges));
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
      case CLASS -> Borders.contain(ranges, c);
      case NEGATED_CLASS -> !Borders.contain(ranges, c);
      case STAR, DEEP, TAIL -> false;
    };
  }

  /** Whether {@code c} can be the last character of what it stands for. */
  boolean endsWith(int c) {
    return kind == Kind.DEEP ? c == '/' : matches(c) || continuesAfter(c);
  }

  /** Whether what it stands for can go on after {@code c}. */
  boolean continuesAfter(int c) {
    // Go's dot does not match a line feed, hence neither does what stands for any run
    return switch (kind) {
      case STAR -> c != '/';
      case DEEP, TAIL -> c != '\n';
      case LITERAL, ONE, CLASS, NEGATED_CLASS -> false;
    };
  }

  /** Whether it can stand for nothing. */
  boolean isOptional() {
    return kind == Kind.STAR || kind == Kind.DEEP || kind == Kind.TAIL;
  }

  /** Characters that the token takes otherwise than the one before them, each once. */
  IntStream borders() {
    return switch (kind) {
      case LITERAL -> IntStream.of(character, character + 1);
      case CLASS, NEGATED_CLASS -> Arrays.stream(ranges);
      case ONE, STAR -> IntStream.of('/', '/' + 1);
      case DEEP -> IntStream.of('\n', '\n' + 1, '/', '/' + 1);
      case TAIL -> IntStream.of('\n', '\n' + 1);
    };
  }
}
