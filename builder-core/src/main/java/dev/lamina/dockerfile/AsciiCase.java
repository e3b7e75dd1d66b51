package dev.lamina.dockerfile;

/**
 * Case folding of ASCII letters alone, the same under every locale; all else stays as it is. (A
 * Turkish locale would turn {@code workdir} into something that is no instruction.)
 */
public final class AsciiCase {
  private AsciiCase() {}

  public static String upper(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
    }
    return out.toString();
  }

  public static String lower(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return out.toString();
  }
}
