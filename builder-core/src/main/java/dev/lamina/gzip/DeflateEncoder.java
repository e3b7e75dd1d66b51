package dev.lamina.gzip;

import java.util.Arrays;

/**
 * Deflate (RFC 1951) of one piece of a stream. Everything in here and in what it uses is part of
 * the byte contract ({@code docs/bytes.md}): the bytes that come out depend on the piece and on
 * what lies before it, and on nothing else. For one thread; an encoder serves many pieces.
 *
 * <p>What looks like noise is stored; of all else {@link MatchFinder} says what occurred before.
 */
final class DeflateEncoder {
  /** How many bytes a piece has at most. */
  static final int PIECE = 1 << 20;

  /** How many bytes before a piece can be referred to. */
  static final int WINDOW = MatchFinder.WINDOW;

  /** How many bytes an array must go on behind a piece; what is in them does not matter. */
  static final int MARGIN = 8;

  /** How many bytes are looked at at a time for whether they are noise. */
  private static final int SEGMENT = 1 << 15;

  /** Fewer bytes than this say nothing about whether they are noise. */
  private static final int LEAST_NOISE = 2048;

  /** Which bytes are looked at for it; prime to the sizes of what lies in tables. */
  private static final int STRIDE = 7;

  private final int[] counts = new int[256];
  private final byte[] bytes = new byte[PIECE + PIECE / 64 + 1024];
  private final BitOutput out = new BitOutput(bytes);
  private final DeflateBlock block = new DeflateBlock(out);
  private final Sequences sequences = new Sequences();
  private final MatchFinder matches;

  /** Where the block that is being gathered begins. */
  private int blockStart;

  DeflateEncoder(GzipLevel level) {
    this.matches = level == GzipLevel.FAST ? new FastMatchFinder() : new SmallMatchFinder();
  }

  /** What {@link #encode} has made. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Encodes a piece. It ends at a byte's border: with a last block, or with an empty stored one.
   *
   * @param data the piece from {@code start} to {@code end}; behind it {@link #MARGIN} bytes
   * @param known where what came before the piece begins, at most {@link #WINDOW} bytes of it
   * @param start at least {@link MatchFinder#AHEAD}
   * @return how many of {@link #bytes} are the result
   */
  int encode(byte[] data, int known, int start, int end, boolean last) {
    out.reset();
    matches.begin(data, known, start, end);
    blockStart = start;
    for (int segment = start; segment < end; segment += SEGMENT) {
      int from = matches.at();
      int to = Math.min(segment + SEGMENT, end);
      if (from < to && isNoise(data, from, to)) {
        finishBlock(data);
        block.stored(data, from, to, false);
        matches.skipTo(to);
        blockStart = to;
      } else {
        match(data, to);
      }
    }
    if (last) {
      writeBlock(data, true);
      out.align();
    } else {
      finishBlock(data);
      block.stored(data, end, end, false);
    }
    return out.size();
  }

  private void match(byte[] data, int to) {
    while (matches.at() < to) {
      matches.find(to, sequences);
      if (sequences.isFull()) {
        finishBlock(data);
      }
    }
  }

  private void finishBlock(byte[] data) {
    if (matches.at() > blockStart) {
      writeBlock(data, false);
    }
  }

  private void writeBlock(byte[] data, boolean last) {
    int end = matches.at();
    block.write(data, blockStart, end, sequences, last);
    sequences.clear();
    matches.skipTo(end);
    blockStart = end;
  }

  /**
   * Whether bytes are spread so evenly that no code of single bytes is worth its while: the sum of
   * the squares of their counts is within a twenty-fifth of the least that can be. Bytes like that
   * repeat so seldom that it is not looked for.
   */
  private boolean isNoise(byte[] data, int from, int to) {
    int n = (to - from + STRIDE - 1) / STRIDE;
    if (n < LEAST_NOISE) {
      return false;
    }
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i += STRIDE) {
      counts[data[i] & 0xff]++;
    }
    long squares = 0;
    for (int count : counts) {
      squares += (long) count * count;
    }
    return (squares - n) * 256 * 25 <= (long) n * n * 26;
  }
}
