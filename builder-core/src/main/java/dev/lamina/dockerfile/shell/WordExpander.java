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
  private final Effort effort;

  /**
   * For a Dockerfile, or a part of one.
   *
   * @param escape {@code \} or the backtick
   * @param effort shared with what else expands words of the same file
   */
  public WordExpander(char escape, Effort effort) {
    this.escape = escape;
    this.effort = effort;
  }

  /** What it and others have spent. */
  public Effort effort() {
    return effort;
  }

  /**
   * One word; it may contain blanks.
   *
   * @param where the instruction, for problems
   * @throws DockerfileException for an open quote, a bad substitution, a variable that is required
   *     and not set, a result beyond {@link #MAX_WORD}, or when the {@link Effort} is spent
   */
  public String word(String text, Variables variables, Place where) throws DockerfileException {
    return expansion(text, variables, where).expand(null);
  }

  /**
   * As {@link #word}, then split: at white space of the text and of unquoted values, not inside
   * quotes.
   */
  public List<String> words(String text, Variables variables, Place where)
      throws DockerfileException {
    WordList words = new WordList();
    expansion(text, variables, where).expand(words);
    return new ArrayList<>(words.finish());
  }

  private Expansion expansion(String text, Variables variables, Place where) {
    return new Expansion(
        text, escape, Expansion.Quotes.REMOVED, MAX_WORD, variables, where, effort);
  }

  /**
   * The body of a here-document: quotes are ordinary characters, the escape is always the
   * backslash.
   */
  public String heredoc(String body, Variables variables, Place where) throws DockerfileException {
    return new Expansion(
            body, '\\', Expansion.Quotes.ORDINARY, MAX_HEREDOC, variables, where, effort)
        .expand(null);
  }
}
