package dev.lamina.gzip;

import java.util.Arrays;

/**
 * The codes of a block as its header tells them: lengths, in runs, in a code of their own (RFC
 * 1951, 3.2.7).
 */
final class CodeLengths {
  private static final int SYMBOLS = 19;
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final HuffmanCode code = new HuffmanCode(SYMBOLS, 7);

  /** The symbol, and what is repeated above bit 5. */
  private final int[] runs = new int[DeflateSymbols.LITERALS + DeflateSymbols.DISTANCES];

  private final int[] lengths = new int[DeflateSymbols.LITERALS + DeflateSymbols.DISTANCES];
  private final int[] counts = new int[SYMBOLS];
  private int literals;
  private int distances;
  private int size;
  private int told;

  /** Takes the codes of a block. */
  void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
    literals = used(literalCode.lengths, DeflateSymbols.END_OF_BLOCK + 1);
    distances = used(distanceCode.lengths, 1);
    System.arraycopy(literalCode.lengths, 0, lengths, 0, literals);
    System.arraycopy(distanceCode.lengths, 0, lengths, literals, distances);
    findRuns(literals + distances);
    code.build(counts);
    told = SYMBOLS;
    while (told > 4 && code.lengths[ORDER[told - 1]] == 0) {
      told--;
    }
  }

  /** How long the header is. */
  long bits() {
    return 14 + 3L * told + code.bits(counts) + 2L * counts[16] + 3L * counts[17] + 7L * counts[18];
  }

  void write(BitOutput out) {
    out.put(
        (literals - DeflateSymbols.END_OF_BLOCK - 1) | (distances - 1) << 5 | (told - 4) << 10, 14);
    for (int i = 0; i < told; i++) {
      out.put(code.lengths[ORDER[i]], 3);
    }
    for (int i = 0; i < size; i++) {
      int symbol = runs[i] & 31;
      int bits = code.lengths[symbol];
      out.put(code.codes[symbol] | (long) (runs[i] >>> 5) << bits, bits + extraBits(symbol));
    }
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case 16 -> 2;
      case 17 -> 3;
      case 18 -> 7;
      default -> 0;
    };
  }

  private static int used(int[] lengths, int least) {
    int n = lengths.length;
    while (n > least && lengths[n - 1] == 0) {
      n--;
    }
    return n;
  }

  private void findRuns(int total) {
    Arrays.fill(counts, 0);
    size = 0;
    int i = 0;
    while (i < total) {
      int length = lengths[i];
      int run = 1;
      while (i + run < total && lengths[i + run] == length) {
        run++;
      }
      i += run;
      if (length == 0) {
        zeros(run);
      } else {
        add(length, 0);
        repeat(length, run - 1);
      }
    }
  }

  private void zeros(int count) {
    int left = count;
    while (left >= 3) {
      int r = Math.min(left, 138);
      if (r <= 10) {
        add(17, r - 3);
      } else {
        add(18, r - 11);
      }
      left -= r;
    }
    single(0, left);
  }

  private void repeat(int length, int count) {
    int left = count;
    while (left >= 3) {
      int r = Math.min(left, 6);
      add(16, r - 3);
      left -= r;
    }
    single(length, left);
  }

  private void single(int length, int count) {
    for (int i = 0; i < count; i++) {
      add(length, 0);
    }
  }

  private void add(int symbol, int repeated) {
    runs[size++] = symbol | repeated << 5;
    counts[symbol]++;
  }
}
