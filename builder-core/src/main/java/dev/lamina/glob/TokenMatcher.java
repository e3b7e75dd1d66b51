package dev.lamina.glob;

import java.util.Arrays;
import java.util.List;

/**
 * Matches tokens with all their alternatives at once: it never goes back, so the time is at most in
 * proportion to the count of tokens times the length of the text.
 */
final class TokenMatcher {
  private final Token[] tokens;

  TokenMatcher(List<Token> tokens) {
    this.tokens = tokens.toArray(Token[]::new);
  }

  boolean matches(int[] text) {
    boolean[] now = new boolean[tokens.length + 1];
    boolean[] next = new boolean[tokens.length + 1];
    now[0] = true;
    skipEmpty(now);
    for (int c : text) {
      Arrays.fill(next, false);
      if (!step(c, now, next)) {
        return false;
      }
      skipEmpty(next);
      boolean[] swap = now;
      now = next;
      next = swap;
    }
    return now[tokens.length];
  }

  /** Consumes one character; false when no alternative is left. */
  private boolean step(int c, boolean[] now, boolean[] next) {
    boolean alive = false;
    for (int i = 0; i < tokens.length; i++) {
      if (!now[i]) {
        continue;
      }
      Token token = tokens[i];
      // Go's dot does not match a line feed, hence neither does what stands for any run
      boolean stays =
          switch (token.kind()) {
            case STAR -> c != '/';
            case DEEP_LOOP, TAIL -> c != '\n';
            case LITERAL, ONE, CLASS, NEGATED_CLASS, DEEP_OPEN -> false;
          };
      boolean advances = token.kind() == Token.Kind.DEEP_LOOP ? c == '/' : token.matches(c);
      next[i] |= stays;
      next[i + 1] |= advances;
      alive |= stays || advances;
    }
    return alive;
  }

  /** Marks what is reached without a character; such steps lead forward only. */
  private void skipEmpty(boolean[] states) {
    for (int i = 0; i < tokens.length; i++) {
      if (states[i]) {
        switch (tokens[i].kind()) {
          case STAR, TAIL -> states[i + 1] = true;
          case DEEP_OPEN -> {
            states[i + 1] = true;
            states[i + 2] = true;
          }
          case LITERAL, ONE, CLASS, NEGATED_CLASS, DEEP_LOOP -> {}
        }
      }
    }
  }
}
