package dev.lamina.gzip;

/**
 * The codes of one block in the form in which they are written: above bit 8 the bits, the first one
 * lowest, and below it how many they are.
 */
final class SymbolCodes {
  final int[] literals = new int[256];

  /** By length less 3, with the extra bits. */
  final int[] lengths = new int[256];

  /** By distance code, without extra bits. */
  final int[] distances = new int[DeflateSymbols.DISTANCES];

  /** Of the end of the block. */
  int end;

  void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
    for (int i = 0; i < literals.length; i++) {
      literals[i] = entry(literalCode, i);
    }
    end = entry(literalCode, DeflateSymbols.END_OF_BLOCK);
    for (int i = 0; i < distances.length; i++) {
      distances[i] = entry(distanceCode, i);
    }
    for (int l = 0; l < lengths.length; l++) {
      int code = DeflateSymbols.LENGTH_CODE[l];
      int entry = entry(literalCode, DeflateSymbols.END_OF_BLOCK + 1 + code);
      int extra = l - DeflateSymbols.LENGTH_BASE[code];
      int bits = entry & 0xff;
      lengths[l] = entry + (extra << bits << 8) + DeflateSymbols.LENGTH_EXTRA[code];
    }
  }

  private static int entry(HuffmanCode code, int symbol) {
    return code.codes[symbol] << 8 | code.lengths[symbol];
  }
}
