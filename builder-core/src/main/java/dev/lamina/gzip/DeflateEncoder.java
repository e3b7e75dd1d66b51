package dev.lamina.gzip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Deflate (RFC 1951) of one piece of a stream, level {@code fast}. Everything in here is part of the
 * byte contract ({@code docs/bytes.md}): the bytes that come out depend on the piece and on what
 * lies before it, and on nothing else. For one thread; an encoder serves many pieces.
 *
 * <p>Matches of at least four bytes are looked for at one place each, the last that had the same
 * hash of four bytes. A match gives way to a longer one that begins a byte later. Where nothing
 * matches for long, places are left out. What looks like noise is stored.
 */
final class DeflateEncoder {
  /** How many bytes a piece has at most. */
  static final int PIECE = 1 << 20;

  /** How many bytes before a piece can be referred to. */
  static final int WINDOW = 1 << 15;

  /** How many bytes an array must go on behind a piece; what is in them does not matter. */
  static final int MARGIN = 8;

  private static final int HASH_BITS = 15;
  private static final int MULTIPLIER = 0x9E3779B1;
  private static final int LEAST = 4;
  private static final int MOST = DeflateSymbols.MAX_MATCH;

  /** A match as long as this is taken without looking for a better one. */
  private static final int GOOD = 32;

  /** Four bytes from farther away cost more than they save. */
  private static final int NEAR = 1 << 15;

  /** After so many misses, as a power of two, one place more is left out each time. */
  private static final int PATIENCE = 6;

  /** How many bytes are looked at at a time for whether they are noise. */
  private static final int SEGMENT = 1 << 15;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** By hash: the last place, and the one before that. */
  private final int[] heads = new int[2 << HASH_BITS];

  private final int[] counts = new int[256];
  private final DeflateBlock block = new DeflateBlock();
  private final byte[] bytes = new byte[PIECE + PIECE / 64 + 1024];
  private final BitOutput out = new BitOutput(bytes);

  /** Where the block that is being gathered begins. */
  private int blockStart;

  /** The first place that has not been encoded. */
  private int at;

  /** Places since the last match. */
  private int misses;

  /** What {@link #encode} has made. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Encodes a piece. It ends at a byte's border: with a last block, or with an empty stored one.
   *
   * @param data the piece from {@code start} to {@code end}; behind it {@link #MARGIN} bytes
   * @param known where what came before the piece begins, at most {@link #WINDOW} bytes of it
   * @return how many of {@link #bytes} are the result
   */
  int encode(byte[] data, int known, int start, int end, boolean last) {
    out.reset();
    prime(data, known, start, end);
    at = start;
    blockStart = start;
    misses = 0;
    for (int segment = start; segment < end; segment += SEGMENT) {
      int to = Math.min(segment + SEGMENT, end);
      if (at < to && isNoise(data, at, to)) {
        finishBlock(data, false);
        DeflateBlock.stored(data, at, to, false, out);
        at = to;
        blockStart = to;
      } else {
        match(data, to, end);
      }
    }
    if (last) {
      block.write(data, blockStart, at, true, out);
      out.align();
    } else {
      finishBlock(data, false);
      DeflateBlock.stored(data, end, end, false, out);
    }
    return out.size();
  }

  private void finishBlock(byte[] data, boolean last) {
    if (!block.isEmpty()) {
      block.write(data, blockStart, at, last, out);
    }
    blockStart = at;
  }

  /** Makes what lies before the piece known. */
  private void prime(byte[] data, int known, int start, int end) {
    Arrays.fill(heads, -WINDOW - 1);
    int stop = Math.min(start, end - LEAST + 1);
    for (int p = known; p < stop; p++) {
      learn(slot((int) INT.get(data, p)), p);
    }
  }

  private static int slot(int four) {
    return (four * MULTIPLIER) >>> (32 - HASH_BITS) << 1;
  }

  private void learn(int slot, int place) {
    heads[slot + 1] = heads[slot];
    heads[slot] = place;
  }

  /**
   * Whether bytes are spread so evenly that no code of single bytes is worth its while: the sum of
   * the squares of their counts is within a twenty-fifth of the least that can be. Bytes like that
   * repeat so seldom that it is not looked for.
   */
  private boolean isNoise(byte[] data, int from, int to) {
    int n = to - from;
    if (n < 4096) {
      return false;
    }
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      counts[data[i] & 0xff]++;
    }
    long squares = 0;
    for (int count : counts) {
      squares += (long) count * count;
    }
    return (squares - n) * 256 * 25 <= (long) n * n * 26;
  }

  /** Encodes up to a place; matches may go on behind it, but not behind the piece. */
  private void match(byte[] data, int to, int end) {
    int p = at;
    int lastStart = end - LEAST;
    while (p < to) {
      if (block.isFull()) {
        at = p;
        finishBlock(data, false);
      }
      if (p > lastStart) {
        block.literal(data[p++] & 0xff);
        continue;
      }
      int four = (int) INT.get(data, p);
      int slot = slot(four);
      long found = longest(data, slot, four, p, end);
      learn(slot, p);
      if (found == 0) {
        p = literals(data, p, to);
        continue;
      }
      misses = 0;
      int begin = p;
      if (found >>> 32 < GOOD && p < lastStart) {
        int next = p + 1;
        four = (int) INT.get(data, next);
        slot = slot(four);
        long better = longest(data, slot, four, next, end);
        learn(slot, next);
        begin = next;
        if (better >>> 32 > found >>> 32) {
          block.literal(data[p] & 0xff);
          if (block.isFull()) {
            at = next;
            finishBlock(data, false);
          }
          p = next;
          found = better;
        }
      }
      int length = (int) (found >>> 32);
      int distance = (int) found;
      block.match(length, distance);
      p += length;
      learn(data, begin + 1, Math.min(p, lastStart + 1));
    }
    at = p;
  }

  /** The longest match at a place: its length above its distance; 0 for none. */
  private long longest(byte[] data, int slot, int four, int p, int end) {
    int first = heads[slot];
    if (p - first > WINDOW) {
      return 0;
    }
    int best = 0;
    int from = 0;
    if ((int) INT.get(data, first) == four) {
      best = length(data, first, p, end);
      from = first;
      if (best >= GOOD) {
        return (long) best << 32 | (p - from);
      }
    }
    int second = heads[slot + 1];
    if (p - second <= WINDOW && (int) INT.get(data, second) == four) {
      int length = length(data, second, p, end);
      if (length > best) {
        best = length;
        from = second;
      }
    }
    return best == 0 ? 0 : (long) best << 32 | (p - from);
  }

  /** A literal, and more of them the longer nothing has matched. */
  private int literals(byte[] data, int from, int to) {
    int n = 1 + (misses++ >>> PATIENCE);
    int p = from;
    int stop = Math.min(from + n, to);
    while (p < stop) {
      block.literal(data[p++] & 0xff);
      if (block.isFull()) {
        return p;
      }
    }
    return p;
  }

  /** Makes every other place of a match known. */
  private void learn(byte[] data, int from, int to) {
    for (int p = from; p < to; p += 2) {
      learn(slot((int) INT.get(data, p)), p);
    }
  }

  private static int length(byte[] data, int a, int b, int end) {
    int most = Math.min(MOST, end - b);
    int n = LEAST;
    while (n < most) {
      long difference = (long) LONG.get(data, a + n) ^ (long) LONG.get(data, b + n);
      if (difference != 0) {
        return Math.min(most, n + (Long.numberOfTrailingZeros(difference) >>> 3));
      }
      n += 8;
    }
    return Math.min(most, n);
  }
}
