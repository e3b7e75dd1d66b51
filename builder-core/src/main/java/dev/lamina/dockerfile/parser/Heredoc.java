package dev.lamina.dockerfile.parser;

import org.jspecify.annotations.Nullable;

/**
 * A here-document of ADD, COPY or RUN.
 *
 * @param fileDescriptor the number before {@code <<}; 0 when there is none
 * @param name the delimiter, unquoted
 * @param expansion whether variables in the body are expanded
 * @param tabs whether tabs at the start of lines are kept
 * @param content the body as written, each line with its line end
 */
public record Heredoc(
    int fileDescriptor, String name, Expansion expansion, Tabs tabs, String content) {
  /** Whether the delimiter was unquoted. */
  public enum Expansion {
    EXPANDED,
    LITERAL
  }

  /** {@code <<} keeps leading tabs, {@code <<-} strips them. */
  public enum Tabs {
    KEPT,
    STRIPPED
  }

  /** What a word like {@code <<-EOF} opens, its content empty; null when it opens nothing. */
  public static @Nullable Heredoc start(String word) {
    return HeredocWords.start(word);
  }

  /** The same, with a content. */
  public Heredoc withContent(String text) {
    return new Heredoc(fileDescriptor, name, expansion, tabs, text);
  }

  /** The content, leading tabs of each line removed where {@code <<-} asks for it. */
  public String body() {
    if (tabs == Tabs.KEPT) {
      return content;
    }
    StringBuilder out = new StringBuilder(content.length());
    boolean leading = true;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (!leading || c != '\t') {
        out.append(c);
        leading = c == '\n';
      }
    }
    return out.toString();
  }
}
