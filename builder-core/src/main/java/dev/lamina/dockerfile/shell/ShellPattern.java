package dev.lamina.dockerfile.shell;

import dev.lamina.io.Escaped;
import java.util.Arrays;

/**
 * The patterns of <code>${v#p}</code> and its kin: {@code *} any run, {@code ?} one character,
 * neither matches a line end. All states are followed at once, so time is text times pattern,
 * whatever they are.
 */
final class ShellPattern {
  /** Longer patterns are of no use. */
  private static final int MAX = 1024;

  private static final int STAR = -1;
  private static final int ANY = -2;

  /** Code points, {@link #STAR} and {@link #ANY}. */
  private final int[] tokens;

  private ShellPattern(int[] tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException for a backslash before anything but {@code * ? \ } /}
   */
  static ShellPattern parse(String source) {
    int[] points = source.codePoints().toArray();
    int[] tokens = new int[points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      if (c == '*') {
        if (count == 0 || tokens[count - 1] != STAR) {
          tokens[count++] = STAR;
        }
      } else if (c == '?') {
        tokens[count++] = ANY;
      } else if (c == '\\') {
        i++;
        tokens[count++] = escaped(i < points.length ? points[i] : -1);
      } else {
        tokens[count++] = c;
      }
    }
    if (count > MAX) {
      throw new IllegalArgumentException("longer than " + MAX + " characters");
    }
    return new ShellPattern(Arrays.copyOf(tokens, count));
  }

  private static int escaped(int c) {
    if (c == '*' || c == '?' || c == '\\' || c == '}' || c == '/') {
      return c;
    }
    throw new IllegalArgumentException(
        "invalid escape '\\" + (c < 0 ? "" : Escaped.text(Character.toString(c))) + "'");
  }

  /** What it takes to follow all states over a text, in steps; four states are as dear as one. */
  long cost(String text) {
    return (text.length() + 1L) * (tokens.length + 8L) / 4;
  }

  /** Without the shortest or longest start that matches. */
  String withoutPrefix(String text, boolean longest) {
    int[] points = text.codePoints().toArray();
    int end = end(tokens, points, 0, longest);
    return end < 0 ? text : new String(points, end, points.length - end);
  }

  /** Without the shortest or longest end that matches. */
  String withoutSuffix(String text, boolean longest) {
    int[] points = text.codePoints().toArray();
    int length = end(reversed(tokens), reversed(points), 0, longest);
    return length < 0 ? text : new String(points, 0, points.length - length);
  }

  /**
   * Replaces the first or all matches, leftmost and longest.
   *
   * @return false when the result would be longer than {@code limit}
   */
  boolean replace(String text, String replacement, boolean all, StringBuilder out, int limit) {
    int[] points = text.codePoints().toArray();
    boolean[] starts = starts(points);
    int copied = 0;
    int search = 0;
    while (search <= points.length) {
      int start = search;
      while (start <= points.length && !starts[start]) {
        start++;
      }
      if (start > points.length) {
        break;
      }
      int end = end(tokens, points, start, true);
      append(out, points, copied, start);
      if (end > copied || start == 0) {
        out.append(replacement);
      }
      if (out.length() > limit) {
        return false;
      }
      copied = end;
      if (!all) {
        break;
      }
      search = Math.max(search + 1, end);
    }
    append(out, points, copied, points.length);
    return out.length() <= limit;
  }

  private static void append(StringBuilder out, int[] points, int from, int to) {
    for (int i = from; i < to; i++) {
      out.appendCodePoint(points[i]);
    }
  }

  /** For each position whether a match begins there; one run from the right. */
  private boolean[] starts(int[] points) {
    int[] pattern = reversed(tokens);
    boolean[] starts = new boolean[points.length + 1];
    boolean[] states = new boolean[pattern.length + 1];
    boolean[] next = new boolean[pattern.length + 1];
    for (int i = points.length; i >= 0; i--) {
      if (i < points.length) {
        step(pattern, states, points[i], next);
        boolean[] swap = states;
        states = next;
        next = swap;
      }
      enter(pattern, states, 0);
      starts[i] = states[pattern.length];
    }
    return starts;
  }

  /** Where a match from {@code from} ends, the first or the last place; -1 without a match. */
  private static int end(int[] pattern, int[] points, int from, boolean longest) {
    boolean[] states = new boolean[pattern.length + 1];
    boolean[] next = new boolean[pattern.length + 1];
    enter(pattern, states, 0);
    int end = states[pattern.length] ? from : -1;
    for (int i = from; i < points.length && (longest || end < 0); i++) {
      boolean alive = step(pattern, states, points[i], next);
      boolean[] swap = states;
      states = next;
      next = swap;
      if (states[pattern.length]) {
        end = i + 1;
      } else if (!alive) {
        break;
      }
    }
    return end;
  }

  /** Fills {@code next} with what follows on a character; false when nothing does. */
  private static boolean step(int[] pattern, boolean[] states, int c, boolean[] next) {
    Arrays.fill(next, false);
    boolean alive = false;
    for (int i = 0; i < pattern.length; i++) {
      if (!states[i]) {
        continue;
      }
      if (pattern[i] == STAR) {
        if (c != '\n') {
          enter(pattern, next, i);
          alive = true;
        }
      } else if (pattern[i] == c || (pattern[i] == ANY && c != '\n')) {
        enter(pattern, next, i + 1);
        alive = true;
      }
    }
    return alive;
  }

  /** A star may match nothing, so being before it is being behind it too. */
  private static void enter(int[] pattern, boolean[] states, int state) {
    int at = state;
    states[at] = true;
    while (at < pattern.length && pattern[at] == STAR) {
      states[++at] = true;
    }
  }

  private static int[] reversed(int[] values) {
    int[] out = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = values[values.length - 1 - i];
    }
    return out;
  }
}
