package dev.lamina.gzip;

import java.util.Arrays;

/**
 * Level {@code fast}: looks at one place, the last whose first four bytes have the same hash. A
 * match gives way to a longer one that begins a byte later. Where nothing matches for long, places
 * are left out.
 */
final class FastMatchFinder extends MatchFinder {
  /** A match as long as this is taken without looking for a better one. */
  private static final int GOOD = 24;

  /** After so many misses, as a power of two, one place more is left out each time. */
  private static final int PATIENCE = 6;

  /** So many places of a match become known, and after that every fourth. */
  private static final int DENSE = 8;

  private static final int STRIDE = 4;

  @Override
  void forget() {
    Arrays.fill(heads, (char) 0);
  }

  @Override
  void learn(int from, int to) {
    for (int p = from; p < to; p++) {
      heads[slot((int) INT.get(data, p))] = (char) p;
    }
  }

  @Override
  void find(int start, int literals, int stop, Sequences sequences) {
    // as local variables, which makes it faster by a tenth
    final byte[] data = this.data;
    final char[] heads = this.heads;
    int p = start;
    int from = literals;
    int misses = 0;
    while (p < stop && !sequences.isFull()) {
      long here = (long) LONG.get(data, p);
      int slot = slot((int) here);
      int distance = (p - heads[slot]) & 0xffff;
      heads[slot] = (char) p;
      int length = same(here, p, distance);
      if (length < LEAST) {
        int next = Math.min(p + 1 + (misses++ >>> PATIENCE), stop);
        p = sequences.literals(data, p, next);
        continue;
      }
      misses = 0;
      if (length == 8) {
        length = length(p, distance);
      }
      int unknown = p + 1;
      if (length < GOOD) {
        here = (long) LONG.get(data, unknown);
        slot = slot((int) here);
        int other = (unknown - heads[slot]) & 0xffff;
        heads[slot] = (char) unknown;
        int better = same(here, unknown, other);
        if (better == 8) {
          better = length(unknown, other);
        }
        if (better > length) {
          p = sequences.literals(data, p, unknown);
          length = better;
          distance = other;
        }
        unknown++;
      }
      sequences.match(p - from, length, distance);
      p += length;
      from = p;
      learnMatch(unknown, Math.min(p, stop));
    }
    stopAt(p, from);
  }

  private void learnMatch(int from, int to) {
    int dense = Math.min(from + DENSE, to);
    learn(from, dense);
    for (int p = dense; p < to; p += STRIDE) {
      heads[slot((int) INT.get(data, p))] = (char) p;
    }
  }
}
