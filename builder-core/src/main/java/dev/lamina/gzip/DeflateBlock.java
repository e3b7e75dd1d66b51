package dev.lamina.gzip;

import static dev.lamina.gzip.DeflateSymbols.DISTANCES;
import static dev.lamina.gzip.DeflateSymbols.END_OF_BLOCK;
import static dev.lamina.gzip.DeflateSymbols.LITERALS;

import java.util.Arrays;

/**
 * Writes deflate blocks, each in the shortest of the three forms that RFC 1951 has (3.2.4 to
 * 3.2.7); of equally short ones stored comes before fixed and fixed before dynamic.
 */
final class DeflateBlock {
  /** How many bytes a stored block has at most. */
  private static final int STORED = 65_535;

  private static final HuffmanCode FIXED_LITERALS = fixedLiterals();
  private static final HuffmanCode FIXED_DISTANCES = fixedDistances();

  private final HuffmanCode literalCode = new HuffmanCode(LITERALS, 15);
  private final HuffmanCode distanceCode = new HuffmanCode(DISTANCES, 15);
  private final CodeLengths header = new CodeLengths();
  private final SymbolCodes codes = new SymbolCodes();
  private final BitOutput out;

  DeflateBlock(BitOutput out) {
    this.out = out;
  }

  private static HuffmanCode fixedLiterals() {
    HuffmanCode code = new HuffmanCode(LITERALS, 9);
    for (int i = 0; i < LITERALS; i++) {
      code.lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    }
    code.assignCodes();
    return code;
  }

  private static HuffmanCode fixedDistances() {
    HuffmanCode code = new HuffmanCode(DISTANCES, 5);
    Arrays.fill(code.lengths, 5);
    code.assignCodes();
    return code;
  }

  /**
   * Writes a block.
   *
   * @param data holds the bytes that the block stands for, from {@code from} to {@code to}
   * @param sequences make up these bytes; what is behind the last one are literals
   * @param last whether no other block follows
   */
  void write(byte[] data, int from, int to, Sequences sequences, boolean last) {
    int[] literals = sequences.literals;
    int[] distances = sequences.distances;
    literalCode.build(literals);
    distanceCode.build(distances);
    header.set(literalCode, distanceCode);
    long extra = extraBits(literals, distances);
    long dynamic =
        header.bits() + literalCode.bits(literals) + distanceCode.bits(distances) + extra;
    long fixed = FIXED_LITERALS.bits(literals) + FIXED_DISTANCES.bits(distances) + extra;
    // 3 bits of header are on either side of the comparison; up to 7 fill the byte
    long stored = 8L * (to - from) + 39L * (1 + Math.max(0, to - from - 1) / STORED);
    int end = last ? 1 : 0;
    if (stored <= fixed && stored <= dynamic) {
      stored(data, from, to, last);
    } else if (fixed <= dynamic) {
      out.put(end | 1 << 1, 3);
      codes.set(FIXED_LITERALS, FIXED_DISTANCES);
      out.put(sequences, data, from, to, codes);
    } else {
      out.put(end | 2 << 1, 3);
      header.write(out);
      codes.set(literalCode, distanceCode);
      out.put(sequences, data, from, to, codes);
    }
  }

  private static long extraBits(int[] literals, int[] distances) {
    long bits = 0;
    for (int i = 0; i < DeflateSymbols.LENGTH_EXTRA.length; i++) {
      bits += (long) literals[END_OF_BLOCK + 1 + i] * DeflateSymbols.LENGTH_EXTRA[i];
    }
    for (int i = 0; i < DISTANCES; i++) {
      bits += (long) distances[i] * DeflateSymbols.DISTANCE_EXTRA[i];
    }
    return bits;
  }

  /** Writes bytes as they are, in as many blocks as it takes; there may be none. */
  void stored(byte[] data, int from, int to, boolean last) {
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
}
