package dev.lamina.glob;

import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;

/** Reads the pattern language of Go's {@code filepath.Match}, with or without {@code **}. */
final class PatternParser {
  private static final int END = -1;

  private final String text;
  private final int[] pattern;
  private int at;
  private final List<Token> tokens = new ArrayList<>();

  private PatternParser(String text) {
    this.text = text;
    this.pattern = CodePoints.of(text);
  }

  /** Tokens where {@code **} is the same as {@code *}. */
  static List<Token> plain(String text) {
    PatternParser parser = new PatternParser(text);
    while (parser.peek() != END) {
      if (parser.peek() == '*') {
        parser.skipStars();
        parser.tokens.add(Token.of(Token.Kind.STAR));
      } else {
        parser.tokens.add(parser.oneCharacter());
      }
    }
    return parser.tokens;
  }

  /** Tokens where {@code **} crosses directories. */
  static List<Token> recursive(String text) {
    PatternParser parser = new PatternParser(text);
    while (parser.peek() != END) {
      if (parser.peek() == '*') {
        parser.star();
      } else {
        parser.tokens.add(parser.oneCharacter());
      }
    }
    return parser.tokens;
  }

  private int peek() {
    return at < pattern.length ? pattern[at] : END;
  }

  private void skipStars() {
    while (peek() == '*') {
      at++;
    }
  }

  private void star() {
    at++;
    if (peek() != '*') {
      tokens.add(Token.of(Token.Kind.STAR));
      return;
    }
    at++;
    if (peek() == '/') {
      at++;
    }
    tokens.add(Token.of(peek() == END ? Token.Kind.TAIL : Token.Kind.DEEP));
  }

  private Token oneCharacter() {
    int c = pattern[at++];
    return switch (c) {
      case '?' -> Token.of(Token.Kind.ONE);
      case '[' -> characterClass();
      case '\\' -> {
        if (peek() == END) {
          throw malformed();
        }
        yield Token.literal(pattern[at++]);
      }
      default -> Token.literal(c);
    };
  }

  private Token characterClass() {
    Token.Kind kind = Token.Kind.CLASS;
    if (peek() == '^') {
      kind = Token.Kind.NEGATED_CLASS;
      at++;
    }
    List<Integer> ranges = new ArrayList<>();
    while (ranges.isEmpty() || peek() != ']') {
      int low = member();
      int high = low;
      if (peek() == '-') {
        at++;
        high = member();
      }
      ranges.add(low);
      ranges.add(high);
    }
    at++;
    return Token.oneOf(kind, ranges.stream().mapToInt(Integer::intValue).toArray());
  }

  /** One member of a class; the class must go on after it. */
  private int member() {
    if (peek() == END || peek() == '-' || peek() == ']') {
      throw malformed();
    }
    if (peek() == '\\') {
      at++;
    }
    if (at + 1 >= pattern.length) {
      throw malformed();
    }
    return pattern[at++];
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("syntax error in pattern: \"" + Escaped.text(text) + "\"");
  }
}
