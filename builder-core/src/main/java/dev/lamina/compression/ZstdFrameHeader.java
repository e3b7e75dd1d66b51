package dev.lamina.compression;

import dev.lamina.io.RefusedInputException;

/** The header of a zstd frame (RFC 8878, 3.1.1.1), to say in numbers why one is refused. */
final class ZstdFrameHeader {
  /** Descriptor, window, dictionary and content size. */
  static final int MOST_BYTES = 1 + 1 + 4 + 8;

  private static final long MOST_WINDOW = 128L << 20;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

  private ZstdFrameHeader() {}

  /**
   * Refuses a frame that needs a dictionary or a window over 128 MiB.
   *
   * @param header the header from its descriptor on, whole
   */
  static void check(byte[] header) throws RefusedInputException {
    int descriptor = header[0] & 0xff;
    boolean single = (descriptor & 0x20) != 0;
    int dictionary = DICTIONARY_BYTES[descriptor & 3];
    int at = single ? 1 : 2;
    if (littleEndian(header, at, dictionary) != 0) {
      throw new RefusedInputException("zstd data needs a dictionary, which is not supported");
    }
    long window;
    if (single) {
      int sizeBytes = header.length - at - dictionary;
      long size = littleEndian(header, at + dictionary, sizeBytes);
      window = sizeBytes == 2 ? size + 256 : size;
    } else {
      int exponent = (header[1] & 0xff) >> 3;
      long base = 1L << (10 + exponent);
      window = base + (base >> 3) * (header[1] & 7);
    }
    if (window < 0 || window > MOST_WINDOW) {
      throw new RefusedInputException("zstd window " + text(window) + " exceeds 128 MiB");
    }
  }

  private static long littleEndian(byte[] header, int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes && at + i < header.length; i++) {
      value |= (header[at + i] & 0xffL) << (8 * i);
    }
    return value;
  }

  private static String text(long bytes) {
    if (bytes >= 1L << 30 && bytes % (1L << 30) == 0) {
      return (bytes >> 30) + " GiB";
    }
    return bytes % (1 << 20) == 0
        ? (bytes >> 20) + " MiB"
        : Long.toUnsignedString(bytes) + " bytes";
  }
}
