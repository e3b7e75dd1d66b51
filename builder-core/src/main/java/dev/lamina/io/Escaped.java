package dev.lamina.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text from outside, made safe to print: what could move a cursor, hide or reorder text, or break a
 * line is shown as an escape. A backslash doubles, so that the original can be told from the
 * printed form.
 */
public final class Escaped {
  private static final HexFormat HEX = HexFormat.of();

  private Escaped() {}

  /** The printable form of a text. */
  public static String text(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    raw.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /**
   * The printable form of bytes that are meant to be UTF-8; bytes that are not show as {@code
   * \xNN}.
   */
  public static String bytes(byte[] raw) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(raw);
    CharBuffer chars = CharBuffer.allocate(raw.length + 1);
    StringBuilder out = new StringBuilder(raw.length);
    while (true) {
      var result = decoder.decode(in, chars, true);
      chars.flip().codePoints().forEach(c -> append(out, c));
      chars.clear();
      if (!result.isError()) {
        return out.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.append("\\x").append(HEX.toHexDigits(in.get()));
      }
      decoder.reset();
    }
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isSafe(c)) {
          out.appendCodePoint(c);
        } else {
          appendNumber(out, c);
        }
      }
    }
  }

  /** Without a formatter: a hostile text has nothing but such characters, by the megabyte. */
  private static void appendNumber(StringBuilder out, int c) {
    if (c < 0x100) {
      out.append("\\x").append(HEX.toHexDigits((byte) c));
    } else if (c < 0x10000) {
      out.append("\\u").append(HEX.toHexDigits((char) c));
    } else {
      out.append("\\u").append(Integer.toHexString(c));
    }
  }

  /**
   * Whether a character may be printed as it is: it is assigned, visible or a blank, and neither
   * moves the cursor nor reorders what is around it.
   */
  public static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
