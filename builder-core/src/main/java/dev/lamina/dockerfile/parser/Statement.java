package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction as text, cut but not yet understood.
 *
 * @param place first to last line, bodies of heredocs included
 * @param comment the comment in the line above, without its mark; null where there is none
 * @param name the keyword as written
 * @param keyword the instruction; null when there is none of that name
 * @param text the joined line (continuations applied, comments gone), trimmed
 * @param flags the {@code --} words, unquoted
 * @param shape how {@code words} came about
 * @param words the arguments: of {@link Shape#TEXT} one at most; of HEALTHCHECK the type first
 * @param heredocs here-documents, in order
 * @param trigger what ONBUILD wraps; null for others
 */
public record Statement(
    Place place,
    @Nullable String comment,
    String name,
    @Nullable Keyword keyword,
    String text,
    List<Word> flags,
    Shape shape,
    List<Word> words,
    List<Heredoc> heredocs,
    @Nullable Statement trigger) {
  /** How the argument text was cut. */
  public enum Shape {
    /** The whole text is one word (or there is none). */
    TEXT,
    /** The elements of a JSON list, unescaped. */
    JSON,
    /** Words, quotes and escapes kept. */
    WORDS,
    /** {@code ENV key rest of line}: two words. */
    KEY_AND_REST
  }

  public Statement {
    flags = List.copyOf(flags);
    words = List.copyOf(words);
    heredocs = List.copyOf(heredocs);
  }
}
