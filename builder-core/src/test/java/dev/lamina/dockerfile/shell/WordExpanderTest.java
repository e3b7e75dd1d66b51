package dev.lamina.dockerfile.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WordExpanderTest {
  private static final Place PLACE =
      new Place(SourceRange.lines("Dockerfile", 1, 1), List.of("ENV x=y"));

  /** Three columns: variables, word, and the result, or {@code !} and a part of the message. */
  @TestFactory
  Stream<DynamicTest> the_table_holds() throws IOException {
    Path table = Golden.testdata().resolve("shell/expand.tsv");
    return Files.readAllLines(table).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
        .map(line -> line.split("\t", -1))
        .map(row -> DynamicTest.dynamicTest(row[1] + " with " + row[0], () -> check(row)));
  }

  private static void check(String[] row) throws DockerfileException {
    Map<String, String> values = new HashMap<>();
    for (String pair : row[0].split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    WordExpander expander = new WordExpander('\\', new Effort());
    Variables variables = Variables.of(values);
    if (row[2].startsWith("!")) {
      DockerfileException e =
          assertThrows(DockerfileException.class, () -> expander.word(row[1], variables, PLACE));
      String message = e.problems().get(0).message();
      assertTrue(message.contains(row[2].substring(1)), message);
      assertTrue(message.startsWith("failed to process \""), message);
    } else {
      assertEquals(row[2], expander.word(row[1], variables, PLACE));
    }
  }

  @Test
  void unquoted_values_are_split_and_quoted_ones_are_not() throws DockerfileException {
    Variables variables = Variables.of(Map.of("space", "abc  def"));
    WordExpander expander = new WordExpander('\\', new Effort());
    assertEquals(
        List.of("helloabc", "defbye"), expander.words("hello${space}bye", variables, PLACE));
    assertEquals(
        List.of("helloabc  defbye"), expander.words("hello\"${space}\"bye", variables, PLACE));
    assertEquals(List.of(), expander.words("$unset", variables, PLACE));
    assertEquals(List.of(""), expander.words("\"\"", variables, PLACE));
  }

  @Test
  void the_escape_may_be_a_backtick() throws DockerfileException {
    assertEquals(
        "C:\\dir$x", new WordExpander('`', new Effort()).word("C:\\dir`$x", Variables.NONE, PLACE));
  }

  @Test
  void a_heredoc_keeps_quotes_and_loses_backslashes() throws DockerfileException {
    Variables variables = Variables.of(Map.of("name", "world"));
    assertEquals(
        "Hello 'world'! \"q\" $ \\ n\n\nx",
        new WordExpander('\\', new Effort())
            .heredoc("Hello '${name}'! \"q\" \\$ \\\\ \\n\n\\\nx", variables, PLACE));
  }

  @Test
  void long_values_and_long_patterns_take_no_time() throws DockerfileException {
    Variables variables = Variables.of(Map.of("a", "a".repeat(60_000)));
    WordExpander expander = new WordExpander('\\', new Effort());
    String stars = "a*".repeat(100) + "b";
    assertEquals(60_000, expander.word("${a##" + stars + "}", variables, PLACE).length());
    assertEquals(60_000, expander.word("${a//" + stars + "/x}", variables, PLACE).length());
    assertEquals(60_000, expander.word("${a//a/b}", variables, PLACE).length());
    assertThrows(DockerfileException.class, () -> expander.word("${a//a/bb}", variables, PLACE));
  }
}
