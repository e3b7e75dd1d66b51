package dev.lamina.dockerfile.shell;

/** What counts as a blank; Java's own notion differs from that of the reference (Go). */
public final class Spaces {
  private Spaces() {}

  /** Unicode's White_Space property, as Go's {@code unicode.IsSpace}: includes U+0085, U+00A0. */
  public static boolean isSpace(int c) {
    return switch (c) {
      case '\t',
          '\n',
          0x0b,
          '\f',
          '\r',
          ' ',
          0x85,
          0xa0,
          0x1680,
          0x2028,
          0x2029,
          0x202f,
          0x205f,
          0x3000 ->
          true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  /** What separates a keyword from its arguments, and arguments: tab, VT, FF, CR, space. */
  public static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == 0x0b || c == '\f' || c == '\r';
  }

  /** Without white space at both ends. */
  public static String trim(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    int start = 0;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start, end);
  }
}
