package dev.lamina.glob;

import java.util.Arrays;
import java.util.List;

/**
 * Matches tokens with all their alternatives at once: it never goes back, so the time is at most in
 * proportion to the count of tokens times the length of the text.
 */
final class TokenMatcher {
  private final Token[] tokens;

  /** What every match ends with: most texts are told apart by their last characters. */
  private final int[] ending;

  TokenMatcher(List<Token> tokens) {
    this.tokens = tokens.toArray(Token[]::new);
    this.ending = trailingLiterals(this.tokens);
  }

  private static int[] trailingLiterals(Token[] tokens) {
    int start = tokens.length;
    while (start > 0 && tokens[start - 1].kind() == Token.Kind.LITERAL) {
      start--;
    }
    return Arrays.stream(tokens, start, tokens.length).mapToInt(Token::character).toArray();
  }

  private boolean endsRight(int[] text) {
    int from = text.length - ending.length;
    if (from < 0) {
      return false;
    }
    for (int i = ending.length - 1; i >= 0; i--) {
      if (text[from + i] != ending[i]) {
        return false;
      }
    }
    return true;
  }

  /** What every match ends with; may be empty. */
  int[] ending() {
    return ending.clone();
  }

  /**
   * How many slashes every match has.
   *
   * @return -1 when matches differ in that
   */
  int slashes() {
    int slashes = 0;
    for (Token token : tokens) {
      switch (token.kind()) {
        case LITERAL -> slashes += token.character() == '/' ? 1 : 0;
        case ONE, STAR -> {}
        // a class may hold a slash, and a negated one nearly always does
        case CLASS, NEGATED_CLASS, DEEP_OPEN, DEEP_LOOP, TAIL -> {
          return -1;
        }
      }
    }
    return slashes;
  }

  boolean matches(int[] text) {
    return endsRight(text) && matchesFromStart(text);
  }

  private boolean matchesFromStart(int[] text) {
    long[] now = new long[tokens.length / Long.SIZE + 1];
    long[] next = new long[now.length];
    enter(now, 0);
    for (int c : text) {
      Arrays.fill(next, 0);
      if (!step(c, now, next)) {
        return false;
      }
      long[] swap = now;
      now = next;
      next = swap;
    }
    return (now[tokens.length / Long.SIZE] >>> tokens.length & 1) != 0;
  }

  /** Consumes one character; false when no alternative is left. */
  private boolean step(int c, long[] now, long[] next) {
    boolean alive = false;
    for (int word = 0; word < now.length; word++) {
      for (long left = now[word]; left != 0; left &= left - 1) {
        int i = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        if (i < tokens.length) {
          alive |= step(c, i, next);
        }
      }
    }
    return alive;
  }

  private boolean step(int c, int i, long[] next) {
    Token token = tokens[i];
    // Go's dot does not match a line feed, hence neither does what stands for any run
    boolean stays =
        switch (token.kind()) {
          case STAR -> c != '/';
          case DEEP_LOOP, TAIL -> c != '\n';
          case LITERAL, ONE, CLASS, NEGATED_CLASS, DEEP_OPEN -> false;
        };
    boolean advances = token.kind() == Token.Kind.DEEP_LOOP ? c == '/' : token.matches(c);
    if (stays) {
      enter(next, i);
    }
    if (advances) {
      enter(next, i + 1);
    }
    return stays || advances;
  }

  /** Marks a place, and what is reached from it without a character; such steps lead forward. */
  private void enter(long[] states, int from) {
    for (int i = from; ; i++) {
      long bit = 1L << i;
      if ((states[i / Long.SIZE] & bit) != 0) {
        return;
      }
      states[i / Long.SIZE] |= bit;
      Token.Kind kind = i < tokens.length ? tokens[i].kind() : Token.Kind.LITERAL;
      if (kind == Token.Kind.DEEP_OPEN) {
        states[(i + 1) / Long.SIZE] |= 1L << (i + 1);
        i++;
      } else if (kind != Token.Kind.STAR && kind != Token.Kind.TAIL) {
        return;
      }
    }
  }
}
