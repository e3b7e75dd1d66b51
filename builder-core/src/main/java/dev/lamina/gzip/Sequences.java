package dev.lamina.gzip;

import java.util.Arrays;

/**
 * What a stretch of data is made of: again and again some literals and then a match. The literals
 * themselves stay where they are, in the data.
 */
final class Sequences {
  /** How many literals and matches there are before a block is worth its header. */
  static final int SYMBOLS = 10_240;

  private static final int DISTANCE_BITS = 15;
  private static final int LENGTH_SHIFT = 32;

  /**
   * Above bit 40 the literals, then the length less 3, and in the lower half the distance less 1.
   */
  private final long[] packed = new long[SYMBOLS];

  /** How often each literal and each length code occur. */
  final int[] literals = new int[DeflateSymbols.LITERALS];

  /** How often each distance code occurs. */
  final int[] distances = new int[DeflateSymbols.DISTANCES];

  private int count;
  private int symbols;

  /** Appends a match; the literals before it have been counted. */
  void match(int run, int length, int distance) {
    int l = length - DeflateSymbols.MIN_MATCH;
    int d = distance - 1;
    packed[count++] = (long) run << 40 | (long) l << LENGTH_SHIFT | d;
    symbols += run + 1;
    literals[DeflateSymbols.END_OF_BLOCK + 1 + DeflateSymbols.LENGTH_CODE[l]]++;
    distances[DeflateSymbols.distanceCode(d)]++;
  }

  Sequences() {
    clear();
  }

  /** Counts literals, and gives the place behind them. */
  int literals(byte[] data, int from, int to) {
    for (int p = from; p < to; p++) {
      literals[data[p] & 0xff]++;
    }
    return to;
  }

  /** How many matches there are. */
  int count() {
    return count;
  }

  boolean isFull() {
    return symbols >= SYMBOLS;
  }

  void clear() {
    count = 0;
    symbols = 0;
    Arrays.fill(literals, 0);
    Arrays.fill(distances, 0);
    literals[DeflateSymbols.END_OF_BLOCK] = 1;
  }

  long get(int i) {
    return packed[i];
  }

  static int literals(long sequence) {
    return (int) (sequence >>> 40);
  }

  /** The length of the match less 3. */
  static int length(long sequence) {
    return (int) (sequence >>> LENGTH_SHIFT) & 0xff;
  }

  /** The distance of the match less 1. */
  static int distance(long sequence) {
    return (int) sequence & ((1 << DISTANCE_BITS) - 1);
  }
}
