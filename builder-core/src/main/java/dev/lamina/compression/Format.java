package dev.lamina.compression;

import java.util.Arrays;
import java.util.HexFormat;

/** What the first bytes of a file say about how it is compressed. */
public enum Format {
  PLAIN("plain tar", ""),
  GZIP("gzip", "1f8b08"),
  BZIP2("bzip2", "425a68"),
  XZ("xz", "fd377a585a00"),
  ZSTD("zstd", "28b52ffd");

  /** A skippable frame, with which a zstd file may begin: 50 to 5f, then these. */
  private static final String SKIPPABLE = "2a4d18";

  private final String text;
  private final String magic;

  Format(String text, String magic) {
    this.text = text;
    this.magic = magic;
  }

  /** The name, for messages. */
  public String text() {
    return text;
  }

  /**
   * The format of a file that begins with these bytes; {@link #PLAIN} where none is known.
   *
   * @param head the first six bytes at least, or the whole file where it is shorter
   */
  public static Format detect(byte[] head) {
    for (Format format : values()) {
      if (format != PLAIN && matches(head, 0, format.magic)) {
        return format;
      }
    }
    boolean skippable = head.length > 0 && (head[0] & 0xf0) == 0x50 && matches(head, 1, SKIPPABLE);
    return skippable ? ZSTD : PLAIN;
  }

  private static boolean matches(byte[] head, int at, String magic) {
    byte[] expected = HexFormat.of().parseHex(magic);
    int end = at + expected.length;
    return head.length >= end && Arrays.equals(head, at, end, expected, 0, expected.length);
  }
}
