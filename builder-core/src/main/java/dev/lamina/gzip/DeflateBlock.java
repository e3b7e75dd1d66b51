package dev.lamina.gzip;

import static dev.lamina.gzip.DeflateSymbols.DISTANCES;
import static dev.lamina.gzip.DeflateSymbols.END_OF_BLOCK;
import static dev.lamina.gzip.DeflateSymbols.LITERALS;

import java.util.Arrays;

/**
 * Literals and matches on their way into one deflate block, which is written in the shortest of the
 * three forms that RFC 1951 has (3.2.4 to 3.2.7); of equally short ones stored comes before fixed
 * and fixed before dynamic.
 */
final class DeflateBlock {
  /** How many literals and matches a block has at most. */
  static final int SYMBOLS = 1 << 15;

  /** How many bytes a stored block has at most. */
  private static final int STORED = 65_535;

  private static final int[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int[] FIXED_LITERALS = fixedLiterals();

  /** A literal as it is; a match as its distance, shifted by eight, and its length less 3. */
  private final int[] symbols = new int[SYMBOLS];

  private final int[] literals = new int[LITERALS];
  private final int[] distances = new int[DISTANCES];
  private final HuffmanCode literalCode = new HuffmanCode(LITERALS, 15);
  private final HuffmanCode distanceCode = new HuffmanCode(DISTANCES, 15);
  private final HuffmanCode lengthCode = new HuffmanCode(19, 7);

  /** Code and extra bits of each length less 3; how many bits above bit 24. */
  private final int[] lengthEntry = new int[256];

  private final int[] literalEntry = new int[LITERALS];
  private final int[] distanceEntry = new int[DISTANCES];
  private final int[] runs = new int[LITERALS + DISTANCES];
  private final int[] runCounts = new int[19];
  private int count;
  private long extraBits;

  private static int[] fixedLiterals() {
    int[] lengths = new int[LITERALS];
    for (int i = 0; i < LITERALS; i++) {
      lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    }
    return lengths;
  }

  boolean isFull() {
    return count == SYMBOLS;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void literal(int value) {
    symbols[count++] = value;
    literals[value]++;
  }

  void match(int length, int distance) {
    int l = length - DeflateSymbols.MIN_MATCH;
    symbols[count++] = (distance << 8) | l;
    int lengthSymbol = DeflateSymbols.LENGTH_CODE[l];
    int distanceSymbol = DeflateSymbols.distanceCode(distance);
    literals[END_OF_BLOCK + 1 + lengthSymbol]++;
    distances[distanceSymbol]++;
    extraBits +=
        DeflateSymbols.LENGTH_EXTRA[lengthSymbol] + DeflateSymbols.DISTANCE_EXTRA[distanceSymbol];
  }

  /**
   * Writes what has been gathered, and begins anew.
   *
   * @param data holds the bytes that the block stands for, from {@code from} to {@code to}
   * @param last whether no other block follows
   */
  void write(byte[] data, int from, int to, boolean last, BitOutput out) {
    literals[END_OF_BLOCK]++;
    literalCode.build(literals);
    boolean matches = count > 0 && anyDistance();
    if (matches) {
      distanceCode.build(distances);
    } else {
      Arrays.fill(distanceCode.lengths, 0);
    }
    int literalCount = used(literalCode.lengths, 257);
    int distanceCount = used(distanceCode.lengths, 1);
    int runCount = runs(literalCount, distanceCount);
    lengthCode.build(runCounts);
    int lengthCount = 19;
    while (lengthCount > 4 && lengthCode.lengths[CODE_LENGTH_ORDER[lengthCount - 1]] == 0) {
      lengthCount--;
    }
    long dynamic =
        14
            + 3L * lengthCount
            + lengthCode.bits(runCounts)
            + 2L * runCounts[16]
            + 3L * runCounts[17]
            + 7L * runCounts[18]
            + literalCode.bits(literals)
            + (matches ? distanceCode.bits(distances) : 0)
            + extraBits;
    long fixed = fixedBits();
    // 3 bits of header are on either side of the comparison; up to 7 fill the byte
    long stored = 8L * (to - from) + 39 * (1 + Math.max(0, to - from - 1) / STORED);
    int final1 = last ? 1 : 0;
    if (stored <= fixed && stored <= dynamic) {
      stored(data, from, to, last, out);
    } else if (fixed <= dynamic) {
      out.put(final1 | 1 << 1, 3);
      useFixed();
      symbols(out);
    } else {
      out.put(final1 | 2 << 1, 3);
      header(literalCount, distanceCount, lengthCount, runCount, out);
      useDynamic();
      symbols(out);
    }
    clear();
  }

  private boolean anyDistance() {
    for (int n : distances) {
      if (n > 0) {
        return true;
      }
    }
    return false;
  }

  private void clear() {
    count = 0;
    extraBits = 0;
    Arrays.fill(literals, 0);
    Arrays.fill(distances, 0);
  }

  private static int used(int[] lengths, int least) {
    int n = lengths.length;
    while (n > least && lengths[n - 1] == 0) {
      n--;
    }
    return n;
  }

  private long fixedBits() {
    long bits = extraBits;
    for (int i = 0; i < LITERALS; i++) {
      bits += (long) literals[i] * FIXED_LITERALS[i];
    }
    for (int n : distances) {
      bits += 5L * n;
    }
    return bits;
  }

  /** Writes bytes as they are, in as many blocks as it takes; there may be none. */
  static void stored(byte[] data, int from, int to, boolean last, BitOutput out) {
    int at = from;
    do {
      int n = Math.min(STORED, to - at);
      out.put(last && at + n == to ? 1 : 0, 3);
      out.align();
      out.put(n | (n ^ 0xffffL) << 16, 32);
      out.put(data, at, n);
      at += n;
    } while (at < to);
  }

  /** Code lengths as runs (3.2.7): the symbol, and what is repeated above bit 5. */
  private int runs(int literalCount, int distanceCount) {
    Arrays.fill(runCounts, 0);
    int total = literalCount + distanceCount;
    int n = 0;
    int i = 0;
    while (i < total) {
      int length = lengthAt(i, literalCount);
      int run = 1;
      while (i + run < total && lengthAt(i + run, literalCount) == length) {
        run++;
      }
      i += run;
      if (length == 0) {
        while (run >= 3) {
          int r = Math.min(run, 138);
          n = run(n, r <= 10 ? 17 : 18, r - (r <= 10 ? 3 : 11));
          run -= r;
        }
      } else {
        n = run(n, length, 0);
        run--;
        while (run >= 3) {
          int r = Math.min(run, 6);
          n = run(n, 16, r - 3);
          run -= r;
        }
      }
      for (; run > 0; run--) {
        n = run(n, length, 0);
      }
    }
    return n;
  }

  private int run(int n, int symbol, int repeated) {
    runs[n] = symbol | repeated << 5;
    runCounts[symbol]++;
    return n + 1;
  }

  private int lengthAt(int i, int literalCount) {
    return i < literalCount ? literalCode.lengths[i] : distanceCode.lengths[i - literalCount];
  }

  private void header(
      int literalCount, int distanceCount, int lengthCount, int runCount, BitOutput out) {
    out.put(literalCount - 257 | (distanceCount - 1) << 5 | (lengthCount - 4) << 10, 14);
    for (int i = 0; i < lengthCount; i++) {
      out.put(lengthCode.lengths[CODE_LENGTH_ORDER[i]], 3);
    }
    for (int i = 0; i < runCount; i++) {
      int symbol = runs[i] & 31;
      int bits = lengthCode.lengths[symbol];
      int extra = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
      out.put(lengthCode.codes[symbol] | (long) (runs[i] >>> 5) << bits, bits + extra);
    }
  }

  private void useFixed() {
    System.arraycopy(FIXED_LITERALS, 0, literalCode.lengths, 0, LITERALS);
    literalCode.assignFixed();
    Arrays.fill(distanceCode.lengths, 5);
    distanceCode.assignFixed();
    useDynamic();
  }

  private void useDynamic() {
    for (int i = 0; i < LITERALS; i++) {
      literalEntry[i] = literalCode.codes[i] | literalCode.lengths[i] << 24;
    }
    for (int i = 0; i < DISTANCES; i++) {
      distanceEntry[i] = distanceCode.codes[i] | distanceCode.lengths[i] << 24;
    }
    for (int l = 0; l < 256; l++) {
      int code = DeflateSymbols.LENGTH_CODE[l];
      int bits = literalCode.lengths[END_OF_BLOCK + 1 + code];
      int extra = l - DeflateSymbols.LENGTH_BASE[code];
      lengthEntry[l] =
          literalCode.codes[END_OF_BLOCK + 1 + code]
              | extra << bits
              | (bits + DeflateSymbols.LENGTH_EXTRA[code]) << 24;
    }
  }

  private void symbols(BitOutput out) {
    for (int i = 0; i < count; i++) {
      int symbol = symbols[i];
      if (symbol < 256) {
        int entry = literalEntry[symbol];
        out.put(entry & 0xffffff, entry >>> 24);
      } else {
        int length = lengthEntry[symbol & 0xff];
        int distance = symbol >>> 8;
        int code = DeflateSymbols.distanceCode(distance);
        int entry = distanceEntry[code];
        int extra = distance - DeflateSymbols.DISTANCE_BASE[code];
        int bits = length >>> 24;
        int codeBits = entry >>> 24;
        long value =
            (length & 0xffffff)
                | (long) (entry & 0xffffff) << bits
                | (long) extra << (bits + codeBits);
        out.put(value, bits + codeBits + DeflateSymbols.DISTANCE_EXTRA[code]);
      }
    }
    int end = literalEntry[END_OF_BLOCK];
    out.put(end & 0xffffff, end >>> 24);
  }
}
