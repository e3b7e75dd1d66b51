package dev.lamina.toml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.RefusedInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlTest {
  private static TomlTable parse(String text) throws RefusedInputException {
    return Toml.parse(text.getBytes(UTF_8), "a.conf");
  }

  private static String text(String text) throws RefusedInputException {
    return String.valueOf(parse(text).text("k"));
  }

  @Test
  void strings_are_read_in_their_four_forms() throws RefusedInputException {
    assertEquals("a\tb\"\\\u00e9\ud83d\ude00", text("k = \"a\\tb\\\"\\\\\\u00e9\\U0001F600\""));
    assertEquals("C:\\n", text("k='C:\\n' # raw"));
    assertEquals("one\ntwo\"\"", text("k = \"\"\"\none\r\ntwo\"\"\"\"\""));
    assertEquals("one two", text("k = \"\"\"one \\\n\n   two\"\"\""));
    assertEquals("a\\b\n'c", text("k = '''a\\b\n'c'''"));
    assertEquals("", text("k = \"\""));
  }

  @Test
  void keys_may_be_bare_quoted_and_dotted() throws RefusedInputException {
    TomlTable root = parse("\"a b\" = 'x'\n'' = \"y\"\n1-_ = true\na . \"b.c\".d = 'z'\n");
    assertEquals("x", root.text("a b"));
    assertEquals("y", root.text(""));
    assertTrue(root.flag("1-_"));
    assertTrue(root.value("a") instanceof TomlValue.Nested);
  }

  @Test
  void tables_in_lists_belong_to_the_last_one_above() throws RefusedInputException {
    TomlTable root =
        parse(
            """
            # what podman reads
            unqualified-search-registries = [
              "docker.io", # with a comma behind
            ]
            [[registry]]
            prefix = "a"
            [[registry.mirror]]
            location = "m1"
            [[registry.mirror]]
            location = "m2"
            [[registry]]
            prefix = "b"
            mirror = [ { location = "m3", insecure = true }, {} ]

            [aliases]
              "alpine" = "docker.io/library/alpine"
            """);
    List<String> seen = new ArrayList<>();
    for (TomlTable registry : root.tables("registry")) {
      seen.add(registry.text("prefix") + ":");
      for (TomlTable mirror : registry.tables("mirror")) {
        seen.add(mirror.text("location") + (mirror.flag("insecure") ? "!" : ""));
      }
    }
    assertEquals(List.of("a:", "m1", "m2", "b:", "m3!", "null"), seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-17",
        "+1_000",
        "0xDead_beef",
        "0o755",
        "0b11",
        "3.14",
        "5e+22",
        "-0.0",
        "inf",
        "-nan",
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00.5+01:00",
        "1979-05-27",
        "07:32:00",
        "[1, [2, 3], \"x\"]",
        "[\n# c\n]",
        "{}",
        "{ a.b = 1, a.c = 2 }"
      })
  void what_nobody_asks_for_is_passed_over(String value) throws RefusedInputException {
    TomlTable root = parse("x = " + value + " # c\r\nk = 'after'");
    assertEquals("after", root.text("k"));
    assertThrows(RefusedInputException.class, () -> root.text("x"));
  }

  @Test
  void a_table_may_be_completed_but_not_begun_again() throws RefusedInputException {
    assertEquals(
        "v",
        parse("[a.b]\n[a]\nk='v'\n[c]\n").value("a") instanceof TomlValue.Nested n
            ? n.table().text("k")
            : "");
    for (String twice :
        List.of(
            "[a]\n[a]",
            "a=1\n[a]",
            "a=1\na=2",
            "[a]\n[[a]]",
            "[[a]]\n[a]",
            "a=[]\n[[a]]",
            "a={}\n[a.b]",
            "a={}\na.b=1",
            "a.b=1\n[a]",
            "[a.b]\n[a]\nb.c=1",
            "a=1\na.b=2")) {
      RefusedInputException e = assertThrows(RefusedInputException.class, () -> parse(twice));
      assertTrue(String.valueOf(e.getMessage()).endsWith("is there already"), e::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`k = \"a`|a.conf:1: a string has no end on its line",
        "`\n\nk = docker.io`|a.conf:3: 'docker.io' is no value; strings need quotes",
        "`k = `|a.conf:1: expected a value, found the end of the file",
        "`k = 1 2`|a.conf:1: expected the end of the line, found '2'",
        "`[[registry]\n`|a.conf:1: expected ']]', found ']'",
        "`\nregistry`|a.conf:2: expected '=', found the end of the file",
        "`k = [1\n\n2]`|a.conf:3: expected ']', found '2'",
        "`k = {a = 1\n}`|a.conf:1: expected '}', found the end of the line",
        "`k = {a = 1,}`|a.conf:1: expected a key, found '}'",
        "`k = \"\\q\"`|a.conf:1: an unknown escape in a string",
        "`k = \"\\ud800\"`|a.conf:1: an escape that is no character",
        "`k = \"\\u00g0\"`|a.conf:1: \\u and \\U take 4 and 8 hexadecimal digits",
        "`\nk = \"\"\"a\nb`|a.conf:2: the string that begins here has no end",
        "`# \u0007`|a.conf:1: a control character, '\\x07'",
        "`k = 01`|a.conf:1: '01' is no value; strings need quotes",
        "`= 1`|a.conf:1: expected a key, found '='",
      })
  void what_is_wrong_is_said_with_its_line(String text, String message) {
    RefusedInputException e = assertThrows(RefusedInputException.class, () -> parse(text));
    assertEquals(message, e.getMessage());
  }

  @Test
  void types_are_not_guessed() throws RefusedInputException {
    TomlTable root = parse("\ns = 'true'\nf = true\nl = ['x']\n");
    assertEquals(
        "a.conf:2: 's' is neither true nor false",
        assertThrows(RefusedInputException.class, () -> root.flag("s")).getMessage());
    assertEquals(
        "a.conf:3: 'f' is not a string",
        assertThrows(RefusedInputException.class, () -> root.text("f")).getMessage());
    assertEquals(
        "a.conf:4: 'l' is not a list of tables",
        assertThrows(RefusedInputException.class, () -> root.tables("l")).getMessage());
  }

  @Test
  void depth_and_bytes_have_limits() {
    RefusedInputException deep =
        assertThrows(RefusedInputException.class, () -> parse("k = " + "[".repeat(100_000)));
    assertTrue(String.valueOf(deep.getMessage()).contains("64 deep"), deep::toString);
    assertEquals(
        "a.conf: not UTF-8",
        assertThrows(
                RefusedInputException.class,
                () -> Toml.parse("k = '\u00e9'".getBytes(ISO_8859_1), "a.conf"))
            .getMessage());
  }
}
