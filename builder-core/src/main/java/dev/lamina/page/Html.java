package dev.lamina.page;

import dev.lamina.io.Escaped;
import org.jspecify.annotations.Nullable;

/** Markup under construction. Text comes in as text, and is escaped here and nowhere else. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Begins an element. */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Adds what another made. */
  Html add(Html made) {
    out.append(made.out);
    return this;
  }

  Html line() {
    out.append('\n');
    return this;
  }

  /** A whole element with text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  @Override
  public String toString() {
    return out.toString();
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Text in which everything can be seen: what is invisible or would reorder its surroundings is
   * shown as an escape. Backslashes stay as they are, since commands are full of them.
   */
  static String visible(String text) {
    StringBuilder seen = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t' || c == '\\' || Escaped.isSafe(c)) {
                seen.appendCodePoint(c);
              } else {
                seen.append(Escaped.text(Character.toString(c)));
              }
            });
    return seen.toString();
  }

  /** Visible text that ends neither a text nor a quoted attribute. */
  private static String escape(String text) {
    String seen = visible(text);
    StringBuilder escaped = new StringBuilder(seen.length());
    for (int i = 0; i < seen.length(); i++) {
      char c = seen.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
