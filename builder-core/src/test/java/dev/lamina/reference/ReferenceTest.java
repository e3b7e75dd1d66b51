package dev.lamina.reference;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Law;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ReferenceTest {
  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private static Stream<List<String>> rows(String file) throws IOException {
    return Files.readAllLines(Golden.testdata().resolve("reference").resolve(file)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split("\t", -1)));
  }

  private static String unescape(String text) {
    String plain = UNICODE.matcher(text).replaceAll(m -> quoted(m.group(1)));
    return plain.replace("\\n", "\n").replace("\\\\", "\\");
  }

  private static String quoted(String hex) {
    return java.util.regex.Matcher.quoteReplacement(
        String.valueOf((char) Integer.parseInt(hex, 16)));
  }

  @Test
  void names_are_read_and_written_as_docker_does() throws IOException {
    assertAll(
        rows("valid.tsv")
            .<Executable>map(
                row ->
                    () -> {
                      Reference read = Reference.parse(row.get(0));
                      assertEquals(row.get(1), read.toString());
                      assertEquals(row.get(2), read.familiar());
                      assertEquals(read, Reference.parse(read.toString()));
                      assertEquals(read, Reference.parse(read.familiar()));
                    }));
  }

  @Test
  void text_that_is_not_a_name_is_refused_with_the_reason() throws IOException {
    assertAll(
        rows("invalid.tsv")
            .<Executable>map(
                row ->
                    () -> {
                      IllegalArgumentException refused =
                          assertThrows(
                              IllegalArgumentException.class,
                              () -> Reference.parse(unescape(row.get(0))),
                              row.get(0));
                      String message = String.valueOf(refused.getMessage());
                      assertTrue(message.startsWith("invalid reference"), message);
                      assertTrue(message.contains(row.get(1)), row + " got: " + message);
                    }));
  }

  @Test
  void any_text_is_a_name_that_reads_back_or_is_refused() {
    Gen<String> texts =
        Gen.anyOf(Gen.text("ab0.:/@_-[]A", 14), Gen.text("a/.:", 20), Gen.anyText(8));
    Law.forAll(
        texts,
        3000,
        text -> {
          try {
            Reference read = Reference.parse(text);
            assertEquals(read, Reference.parse(read.toString()));
            assertEquals(read, Reference.parse(read.familiar()));
          } catch (IllegalArgumentException refused) {
            assertTrue(String.valueOf(refused.getMessage()).startsWith("invalid reference"));
          }
        });
  }

  @Test
  void a_long_hostile_name_is_refused_in_linear_time() {
    String evil = "a-".repeat(2000) + "!";
    assertThrows(IllegalArgumentException.class, () -> Reference.parse(evil));
    assertThrows(
        IllegalArgumentException.class, () -> Reference.parse("a".repeat(4000) + "./x" + evil));
    assertThrows(IllegalArgumentException.class, () -> Reference.parse("a".repeat(1 << 20)));
  }

  @Test
  void changes_are_copies() {
    Digest digest = Digest.sha256(new byte[0]);
    Reference hello = Reference.parse("hello:1");
    assertEquals("hello:2", hello.withTag(new Tag("2")).familiar());
    assertEquals("hello:1@" + digest, hello.withDigest(digest).familiar());
    assertEquals("hello@" + digest, Reference.of(hello.repository(), digest).familiar());
    assertEquals("hello:1", hello.familiar());
    assertThrows(
        IllegalArgumentException.class, () -> new Reference(hello.repository(), null, null));
  }

  @Test
  void a_repository_is_a_name_without_tag_and_digest() {
    assertEquals(new Repository("docker.io", "library/a"), Repository.parse("a"));
    assertEquals("localhost:5000/a", Repository.parse("localhost:5000/a").familiar());
    assertThrows(IllegalArgumentException.class, () -> Repository.parse("a:1"));
    assertThrows(IllegalArgumentException.class, () -> new Repository("", "a"));
    assertThrows(IllegalArgumentException.class, () -> new Repository("docker.io", ""));
  }
}
