package dev.lamina.compression;

import dev.lamina.io.RefusedInputException;

/** The header of a zstd frame (RFC 8878, 3.1.1.1), to say in numbers why one is refused. */
final class ZstdFrameHeader {
  private static final long MOST_WINDOW = 128L << 20;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] SIZE_BYTES = {0, 2, 4, 8};

  private ZstdFrameHeader() {}

  /**
   * Refuses a first frame that needs a dictionary or a window over 128 MiB. Later frames are
   * checked by the decoder.
   *
   * @param head the first 18 bytes of the file, fewer where it is shorter
   */
  static void check(byte[] head) throws RefusedInputException {
    if (head.length < 6 || (head[0] & 0xff) != 0x28) {
      return; // cut, or a skippable frame
    }
    int descriptor = head[4] & 0xff;
    boolean single = (descriptor & 0x20) != 0;
    int dictionary = DICTIONARY_BYTES[descriptor & 3];
    int at = single ? 5 : 6;
    if (littleEndian(head, at, dictionary) != 0) {
      throw new RefusedInputException("zstd data needs a dictionary, which is not supported");
    }
    long window;
    if (single) {
      int sizeBytes = Math.max(1, SIZE_BYTES[descriptor >> 6]);
      long size = littleEndian(head, at + dictionary, sizeBytes);
      window = sizeBytes == 2 ? size + 256 : size;
    } else {
      int exponent = (head[5] & 0xff) >> 3;
      long base = 1L << (10 + exponent);
      window = base + (base >> 3) * (head[5] & 7);
    }
    if (window < 0 || window > MOST_WINDOW) {
      throw new RefusedInputException("zstd window " + text(window) + " exceeds 128 MiB");
    }
  }

  private static long littleEndian(byte[] head, int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes && at + i < head.length; i++) {
      value |= (head[at + i] & 0xffL) << (8 * i);
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
