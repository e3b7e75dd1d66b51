package dev.lamina.gzip;

/** Which length and distance codes there are, and what extra bits they take (RFC 1951, 3.2.5). */
final class DeflateSymbols {
  static final int MIN_MATCH = 3;
  static final int MAX_MATCH = 258;
  static final int END_OF_BLOCK = 256;

  /** Two more than can occur: the fixed code counts them. */
  static final int LITERALS = 288;

  static final int DISTANCES = 30;

  /** By length less 3: the code less 257. */
  static final byte[] LENGTH_CODE = new byte[MAX_MATCH - MIN_MATCH + 1];

  /** By code less 257: the shortest length less 3. */
  static final int[] LENGTH_BASE = new int[29];

  static final int[] LENGTH_EXTRA = new int[29];

  /** By code: the shortest distance less 1. */
  static final int[] DISTANCE_BASE = new int[DISTANCES];

  static final int[] DISTANCE_EXTRA = new int[DISTANCES];

  /** By distance less 1 below 256; above that by its upper bits. */
  private static final byte[] DISTANCE_CODE = new byte[512];

  static {
    int length = 0;
    for (int code = 0; code < 28; code++) {
      LENGTH_EXTRA[code] = code < 8 ? 0 : (code - 4) / 4;
      LENGTH_BASE[code] = length;
      for (int i = 0; i < 1 << LENGTH_EXTRA[code]; i++) {
        LENGTH_CODE[length++] = (byte) code;
      }
    }
    // the longest match has a code to itself, and not the last of the one before
    LENGTH_CODE[MAX_MATCH - MIN_MATCH] = 28;
    LENGTH_BASE[28] = MAX_MATCH - MIN_MATCH;
    int distance = 0;
    for (int code = 0; code < DISTANCES; code++) {
      DISTANCE_EXTRA[code] = code < 4 ? 0 : (code - 2) / 2;
      DISTANCE_BASE[code] = distance;
      for (int i = 0; i < 1 << DISTANCE_EXTRA[code]; i++) {
        if (distance < 256) {
          DISTANCE_CODE[distance] = (byte) code;
        } else {
          DISTANCE_CODE[256 + (distance >> 7)] = (byte) code;
        }
        distance++;
      }
    }
  }

  private DeflateSymbols() {}

  /** The code of a distance less 1. */
  static int distanceCode(int d) {
    return DISTANCE_CODE[d < 256 ? d : 256 + (d >> 7)];
  }
}
