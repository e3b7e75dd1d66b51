package dev.lamina.gzip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks in a piece of data for what occurred before, at most {@link #WINDOW} bytes back. Which
 * matches are found is part of the byte contract; the levels differ in this alone.
 */
abstract class MatchFinder {
  /** How far back a match can lie. */
  static final int WINDOW = 1 << 15;

  /**
   * How much data lies in front of a piece: all that sixteen bits of a place can lead back to, so
   * that nothing has to be asked before it is read. No more than {@link #WINDOW} of it is used.
   */
  static final int AHEAD = 1 << 16;

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The shortest match that is looked for. */
  static final int LEAST = 4;

  /** So many bytes at the end of a piece are literals: none has to ask where it ends. */
  private static final int REST = 12;

  private static final int HASH_BITS = 16;
  private static final int MULTIPLIER = 0x9E3779B1;

  /** By the hash of four bytes: the lower half of the last place that begins with such. */
  final char[] heads = new char[1 << HASH_BITS];

  byte[] data = {};
  private int known;
  private int end;
  private int at;
  private int literals;

  /** Begins a piece, with at most {@link #WINDOW} bytes before it known. */
  final void begin(byte[] data, int known, int start, int end) {
    this.data = data;
    this.known = known;
    this.end = end;
    forget();
    skipTo(start);
    learn(known, Math.min(start, end - REST));
  }

  /** Begins without any place known. */
  abstract void forget();

  /** Makes places known, up to one before {@code to}. */
  abstract void learn(int from, int to);

  /**
   * Looks for matches up to a place, or until there is enough for a block.
   *
   * @param p the first place to look at
   * @param literals the place behind the last match
   * @param stop no match begins here or later
   */
  abstract void find(int p, int literals, int stop, Sequences sequences);

  /** Looks for matches up to a place, or until there is enough for a block. */
  final void find(int to, Sequences sequences) {
    find(at, literals, Math.min(to, end - REST), sequences);
    if (!sequences.isFull() && at < to) {
      sequences.literals(data, at, to);
      at = to;
    }
  }

  /** Notes how far it has come. */
  final void stopAt(int place, int literals) {
    this.at = place;
    this.literals = literals;
  }

  /** The first place that has not been looked at. */
  final int at() {
    return at;
  }

  /** Passes over what is not looked at, or has been written. */
  final void skipTo(int place) {
    stopAt(place, place);
  }

  /** Where in {@link #heads} the place is whose first bytes these are. */
  static int slot(int four) {
    return (four * MULTIPLIER) >>> (32 - HASH_BITS);
  }

  /**
   * How many of eight bytes are the same at a distance; 0 where it leads too far. Without a branch,
   * since neither answer is the likely one.
   *
   * @param distance 0 to 65535
   */
  final int same(long here, int p, int distance) {
    long difference = here ^ (long) LONG.get(data, p - distance);
    int most = Math.min(WINDOW, p - known);
    int inRange = (distance - 1 - most) & -distance;
    return (Long.numberOfTrailingZeros(difference) >>> 3) & (inRange >> 31);
  }

  /** How long a match is whose first eight bytes are known to be the same. */
  final int length(int p, int distance) {
    int most = Math.min(DeflateSymbols.MAX_MATCH, end - p);
    int n = 8;
    while (n < most) {
      long difference = (long) LONG.get(data, p - distance + n) ^ (long) LONG.get(data, p + n);
      if (difference != 0) {
        return Math.min(most, n + (Long.numberOfTrailingZeros(difference) >>> 3));
      }
      n += 8;
    }
    return most;
  }
}
