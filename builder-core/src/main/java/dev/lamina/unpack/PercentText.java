package dev.lamina.unpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/** Bytes as ASCII: what is not printable ASCII, and the percent sign, as {@code %XX}. */
final class PercentText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentText() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b > ' ' && b < 0x7f && b != '%') {
        text.append((char) b);
      } else {
        HEX.toHexDigits(text.append('%'), b);
      }
    }
    return text.toString();
  }

  /**
   * The bytes again.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  static byte[] bytes(String text) {
    StringBuilder bytes = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.append(c);
        continue;
      }
      if (i + 2 >= text.length()) {
        throw new IllegalArgumentException("cut short after %");
      }
      bytes.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
      i += 2;
    }
    return bytes.toString().getBytes(ISO_8859_1);
  }
}
