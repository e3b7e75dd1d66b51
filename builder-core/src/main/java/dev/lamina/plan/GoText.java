package dev.lamina.plan;

import dev.lamina.io.Escaped;
import java.util.List;
import java.util.stream.Collectors;

/** Values as Go's {@code fmt} prints them, for the history. */
final class GoText {
  private GoText() {}

  /** {@code %q} of a list: {@code ["a b" "c\"d"]}. */
  static String quoted(List<String> words) {
    return words.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
  }

  /** {@code %v} of a list: {@code [a b]}. */
  static String plain(List<String> words) {
    return words.stream().collect(Collectors.joining(" ", "[", "]"));
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      case '\\' -> out.append("\\\\");
      case '"' -> out.append("\\\"");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < ' ' || c == 0x7f) {
          hex(out, "\\x", c, 2);
        } else if (c < 0x10000) {
          hex(out, "\\u", c, 4);
        } else {
          hex(out, "\\U", c, 8);
        }
      }
    }
  }

  private static void hex(StringBuilder out, String prefix, int c, int digits) {
    String hex = Integer.toHexString(c);
    out.append(prefix).append("0".repeat(digits - hex.length())).append(hex);
  }

  /** Letters, marks, numbers, punctuation, symbols and the ASCII blank, as Go has it. */
  private static boolean isPrintable(int c) {
    return c == ' ' || (Escaped.isSafe(c) && Character.getType(c) != Character.SPACE_SEPARATOR);
  }
}
