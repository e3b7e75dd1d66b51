package dev.lamina.glob;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sets of characters, each given by its borders: the characters, in order, that are in it while the
 * one before is not, or the other way round.
 */
final class Borders {
  private Borders() {}

  /** The borders of a set made of ranges: pairs of the first and the last character. */
  static int[] of(int[] ranges) {
    List<int[]> sorted =
        IntStream.range(0, ranges.length / 2)
            .mapToObj(i -> new int[] {ranges[2 * i], ranges[2 * i + 1] + 1})
            .filter(range -> range[0] < range[1])
            .sorted(Comparator.comparingInt(range -> range[0]))
            .toList();
    int[] borders = new int[2 * sorted.size()];
    int count = 0;
    for (int[] range : sorted) {
      if (count > 0 && range[0] <= borders[count - 1]) {
        borders[count - 1] = Math.max(borders[count - 1], range[1]);
      } else {
        borders[count++] = range[0];
        borders[count++] = range[1];
      }
    }
    return Arrays.copyOf(borders, count);
  }

  /** How many borders are at a character or before it. */
  static int upTo(int c, int[] borders) {
    int found = Arrays.binarySearch(borders, c);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Whether a character is in the set with these borders. */
  static boolean contain(int[] borders, int c) {
    return upTo(c, borders) % 2 == 1;
  }
}
