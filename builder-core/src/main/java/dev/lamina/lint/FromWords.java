package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a FROM as written.
 *
 * @param as the second word; null when there is none
 * @param name the stage's name; null when it has none
 */
record FromWords(String keyword, @Nullable String as, @Nullable String name) {
  /** The words of a statement that is a well-formed FROM; else null. */
  static @Nullable FromWords of(Statement statement) {
    List<Word> words = statement.words();
    if (statement.keyword() != Keyword.FROM) {
      return null;
    }
    boolean named = words.size() == 3 && AsciiCase.lower(words.get(1).text()).equals("as");
    return named
        ? new FromWords(statement.name(), words.get(1).text(), words.get(2).text())
        : new FromWords(statement.name(), null, null);
  }
}
