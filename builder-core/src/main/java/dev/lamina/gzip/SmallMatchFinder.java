package dev.lamina.gzip;

import java.util.Arrays;

/**
 * Level {@code small}: looks at up to {@link #DEPTH} places whose first four bytes have the same
 * hash, the nearest first, and takes the longest match, the nearest of equals. A match gives way to
 * a longer one that begins a byte later, as often as there is one.
 */
final class SmallMatchFinder extends MatchFinder {
  private static final int DEPTH = 64;

  /** A match as long as this is taken without looking for a better one. */
  private static final int GOOD = 128;

  /** By place: how far back the place before it is that has the same hash. */
  private final char[] previous = new char[WINDOW];

  @Override
  void forget() {
    Arrays.fill(heads, (char) 0);
    Arrays.fill(previous, (char) 0);
  }

  @Override
  void learn(int from, int to) {
    for (int p = from; p < to; p++) {
      learn(p);
    }
  }

  /** Makes a place known, and says how far back the last one is that has the same hash. */
  private int learn(int p) {
    int slot = slot((int) INT.get(data, p));
    int distance = (p - heads[slot]) & 0xffff;
    heads[slot] = (char) p;
    previous[p & (WINDOW - 1)] = (char) distance;
    return distance;
  }

  @Override
  void find(int start, int literals, int stop, Sequences sequences) {
    int p = start;
    int from = literals;
    while (p < stop && !sequences.isFull()) {
      int known = p + 1;
      long found = longest(p, 0);
      if (found == 0) {
        p = sequences.literals(data, p, p + 1);
        continue;
      }
      while (known < stop && length(found) < GOOD) {
        long better = longest(known, length(found));
        known++;
        if (better == 0) {
          break;
        }
        p = sequences.literals(data, p, p + 1);
        found = better;
      }
      sequences.match(p - from, length(found), (int) found);
      p += length(found);
      from = p;
      learn(known, Math.min(p, stop));
    }
    stopAt(p, from);
  }

  private static int length(long found) {
    return (int) (found >>> 32);
  }

  /**
   * The longest match that is longer than one that is known: its length above its distance, or 0.
   */
  private long longest(int p, int least) {
    long here = (long) LONG.get(data, p);
    int distance = learn(p);
    int best = Math.max(least, LEAST - 1);
    int bestDistance = 0;
    for (int i = 0; i < DEPTH && distance > 0 && distance <= WINDOW; i++) {
      int length = same(here, p, distance);
      if (length == 8) {
        length = length(p, distance);
      }
      if (length > best) {
        best = length;
        bestDistance = distance;
      }
      int step = best >= GOOD ? 0 : previous[(p - distance) & (WINDOW - 1)];
      distance = step == 0 ? 0 : distance + step;
    }
    return bestDistance == 0 ? 0 : (long) best << 32 | bestDistance;
  }
}
