package dev.lamina.dockerfile.shell;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Expands variables and removes quotes and escapes, as the shell would, within the bounds that
 * Dockerfiles have (BuildKit, {@code frontend/dockerfile/shell}).
 */
public final class WordExpander {
  /** The longest result of a word, in bytes. */
  public static final int MAX_WORD = 65_536;

  /** The longest result of a here-document, in bytes. */
  public static final int MAX_HEREDOC = 8 << 20;

  private final char escape;

  /**
   * With an escape character.
   *
   * @param escape {@code \} or the backtick
   */
  public WordExpander(char escape) {
    this.escape = escape;
  }

  /**
   * One word; it may contain blanks.
   *
   * @param where the instruction, for problems
   * @throws DockerfileException for an open quote, a bad substitution, a variable that is required
   *     and not set, or a result beyond {@link #MAX_WORD}
   */
  public String word(String text, Variables variables, Place where) throws DockerfileException {
    return new Expansion(text, escape, Expansion.Quotes.REMOVED, MAX_WORD, variables, where)
        .expand(null);
  }

  /**
   * As {@link #word}, then split: at white space of the text and of unquoted values, not inside
   * quotes.
   */
  public List<String> words(String text, Variables variables, Place where)
      throws DockerfileException {
    WordList words = new WordList();
    new Expansion(text, escape, Expansion.Quotes.REMOVED, MAX_WORD, variables, where).expand(words);
    return new ArrayList<>(words.finish());
  }

  /**
   * The body of a here-document: quotes are ordinary characters, the escape is always the
   * backslash.
   */
  public static String heredoc(String body, Variables variables, Place where)
      throws DockerfileException {
    return new Expansion(body, '\\', Expansion.Quotes.ORDINARY, MAX_HEREDOC, variables, where)
        .expand(null);
  }
}
