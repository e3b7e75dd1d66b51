package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.dockerfile.shell.Variables;
import dev.lamina.dockerfile.shell.WordExpander;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The expander of words: as one word, as several, as a here-document, with both escapes. The first
 * line of the input defines variables, {@code A=1 B=2}; the rest is the word.
 */
final class WordFuzz {
  private static final Place PLACE =
      new Place(SourceRange.lines("Dockerfile", 1, 1), List.of("ENV x=y"));

  private WordFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    Limits.within(WordFuzz::check, input);
  }

  static void check(byte[] input) {
    String text = new String(input, UTF_8);
    int end = text.indexOf('\n');
    String word = text.substring(end + 1);
    Variables variables = variables(end < 0 ? "" : text.substring(0, end));
    for (char escape : new char[] {'\\', '`'}) {
      WordExpander expander = new WordExpander(escape, new Effort());
      refusedOrDone(() -> expander.word(word, variables, PLACE));
      refusedOrDone(() -> expander.words(word, variables, PLACE));
    }
    refusedOrDone(() -> new WordExpander('\\', new Effort()).heredoc(word, variables, PLACE));
  }

  private static Variables variables(String definitions) {
    Map<String, String> values = new HashMap<>();
    for (String pair : definitions.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return Variables.of(values);
  }

  @FunctionalInterface
  private interface Expanding {
    Object expand() throws DockerfileException;
  }

  private static void refusedOrDone(Expanding expanding) {
    try {
      expanding.expand();
    } catch (DockerfileException e) {
      ProblemText.errors(e.problems());
    }
  }
}
