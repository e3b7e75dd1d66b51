package dev.lamina.dockerfile;

import java.util.Collection;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class DidYouMean {
  /** Edits (insert, delete, replace, swap) that still count as a slip. */
  private static final int SLIP = 2;

  private DidYouMean() {}

  /**
   * The known word nearest to {@code word}, at most two edits away, ASCII case ignored; the first
   * of several. Empty when nothing is near, or when the word would have to change altogether.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String best = null;
    int bestDistance = Math.min(SLIP, word.length() - 1) + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) < bestDistance) {
        int distance = distance(word, candidate);
        if (distance < bestDistance) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code " (did you mean X?)"}, or nothing. */
  public static String suffix(String word, Collection<String> known) {
    return nearest(word, known).map(k -> " (did you mean " + k + "?)").orElse("");
  }

  /** Optimal string alignment: two letters swapped are one slip. */
  private static int distance(String a, String b) {
    int[] twoAbove = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = lower(a.charAt(i - 1)) == lower(b.charAt(j - 1));
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && isSwap(a, i, b, j)) {
          row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
        }
      }
      twoAbove = above;
      above = row;
    }
    return above[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return lower(a.charAt(i - 1)) == lower(b.charAt(j - 2))
        && lower(a.charAt(i - 2)) == lower(b.charAt(j - 1));
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
