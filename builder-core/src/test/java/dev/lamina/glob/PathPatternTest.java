package dev.lamina.glob;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PathPatternTest {
  static List<String[]> table() throws IOException {
    Path file = Path.of(System.getProperty("lamina.testdata"), "glob", "match.tsv");
    return Files.readAllLines(file, UTF_8).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("table")
  void a_pattern_matches_what_go_matches(String pattern, String path, String verdict) {
    if (verdict.equals("error")) {
      var failure = assertThrows(IllegalArgumentException.class, () -> PathPattern.of(pattern));
      assertTrue(String.valueOf(failure.getMessage()).startsWith("syntax error in pattern"));
    } else {
      boolean match = PathPattern.of(pattern).matches(EntryPath.of(path));
      assertEquals(verdict.equals("yes"), match);
    }
  }

  @Test
  void a_byte_that_is_not_utf8_is_one_character_and_in_no_class() {
    EntryPath odd = EntryPath.ofBytes("a\u00ffb".getBytes(ISO_8859_1));
    assertTrue(PathPattern.of("a?b").matches(odd));
    assertTrue(PathPattern.of("a[^x]b").matches(odd));
    assertTrue(PathPattern.of("*").matches(odd));
    assertFalse(PathPattern.of("a[\u0080-\uffff]b").matches(odd));
    assertFalse(PathPattern.of("a\ufffdb").matches(odd));
    assertFalse(PathPattern.of("a??b").matches(odd));
  }

  @Test
  void an_overlong_or_surrogate_sequence_is_single_bytes() {
    EntryPath overlong = EntryPath.ofBytes(new byte[] {(byte) 0xc0, (byte) 0xaf});
    assertTrue(PathPattern.of("??").matches(overlong));
    EntryPath surrogate = EntryPath.ofBytes(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
    assertTrue(PathPattern.of("???").matches(surrogate));
  }

  @Test
  void many_stars_take_no_time() {
    PathPattern pattern = PathPattern.of("*a".repeat(10_000) + "b");
    EntryPath path = EntryPath.of("a".repeat(4_000));
    assertTimeout(Duration.ofSeconds(5), () -> assertFalse(pattern.matches(path)));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/c, /a/b/c, ",
    "./a//b/../c, /a/c, ",
    "../../x*, /, x*",
    "a/b*/c, /a, b*/c",
    "*, /, *",
    "d ir/[f]/x, '/d ir', [f]/x",
    "st\\*r, /st\\\\*r, ",
    "a\\b/x?, /a\\\\b, x?",
  })
  void a_pattern_is_parted_at_its_first_component_with_a_wildcard(
      String text, String prefix, String rest) {
    SplitPattern split = PathPattern.split(text);
    assertEquals(prefix, split.prefix().toString());
    assertEquals(rest, split.rest() == null ? null : split.rest().toString());
    assertEquals(rest == null, split.isLiteral());
  }

  @Test
  void a_wildcard_after_a_backslash_is_none() {
    assertFalse(PathPattern.hasWildcards("a\\*b\\[c"));
    assertTrue(PathPattern.hasWildcards("a\\\\*"));
    assertFalse(PathPattern.hasWildcards("plain/{a,b}\\"));
  }
}
