package dev.lamina.glob;

import java.util.ArrayList;
import java.util.List;

/** The text functions of Go that ignore files are read with. */
final class GoPaths {
  private GoPaths() {}

  /** {@code strings.TrimSpace}. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return switch (c) {
      case '\t', '\n', 0x0b, '\f', '\r', ' ', 0x85, 0xa0, 0x1680 -> true;
      case 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }

  /** {@code filepath.Clean}: unlike a path of an image, the result may begin with {@code ..}. */
  static String clean(String path) {
    boolean rooted = path.startsWith("/");
    List<String> kept = new ArrayList<>();
    for (String component : path.split("/", -1)) {
      if (component.equals("..") && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
        kept.remove(kept.size() - 1);
      } else if (component.equals("..")
          ? !rooted
          : !component.isEmpty() && !component.equals(".")) {
        kept.add(component);
      }
    }
    String joined = String.join("/", kept);
    return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
  }
}
