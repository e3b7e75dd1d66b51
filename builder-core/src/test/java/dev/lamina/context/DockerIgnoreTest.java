package dev.lamina.context;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {
  @TempDir Path dir;

  private static String refusal(byte[] text) {
    var failure =
        assertThrows(RefusedInputException.class, () -> DockerIgnore.parse(text, ".dockerignore"));
    return failure.getMessage() + "";
  }

  @ParameterizedTest
  @CsvSource({
    "'a|!|b', '.dockerignore, line 2: illegal exclusion pattern: \"!\"'",
    "'[', '.dockerignore, line 1: syntax error in pattern: \"[\"'",
    "'a|b|c\\', '.dockerignore, line 3: syntax error in pattern: \"c\\\\\"'",
  })
  void a_malformed_line_is_named(String lines, String message) {
    assertEquals(message, refusal(lines.replace('|', '\n').getBytes(UTF_8)));
  }

  @Test
  void limits_hold() throws IOException {
    assertFalse(
        DockerIgnore.parse("a\n".repeat(10_000).getBytes(UTF_8), "x").ignores(EntryPath.of("b")));
    assertEquals(
        ".dockerignore, line 10001: more than 10000 patterns",
        refusal("a\n".repeat(10_001).getBytes(UTF_8)));
    assertEquals(
        ".dockerignore, line 2: longer than 65535 characters",
        refusal(("x\n" + "y".repeat(65_536)).getBytes(UTF_8)));
    assertEquals(".dockerignore is not UTF-8", refusal("caf\u00e9".getBytes(ISO_8859_1)));
  }

  @Test
  void line_ends_of_windows_are_trimmed() throws IOException {
    DockerIgnore ignore = DockerIgnore.parse("a\r\n\r\n!a/b\r\n".getBytes(UTF_8), "x");
    assertTrue(ignore.ignores(EntryPath.of("a/c")));
    assertFalse(ignore.ignores(EntryPath.of("a/b")));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(dir.resolve(name).getParent());
    Files.writeString(dir.resolve(name), text);
  }

  private String ignored(Path dockerfile, @Nullable Path ignoreFile) throws IOException {
    DockerIgnore ignore = DockerIgnore.find(dir, dockerfile, ignoreFile);
    StringBuilder names = new StringBuilder();
    for (String name : new String[] {"a", "b", "c", "d"}) {
      names.append(ignore.ignores(EntryPath.of(name)) ? name : "");
    }
    return names.toString();
  }

  @Test
  void the_file_beside_the_dockerfile_wins_and_is_the_only_one_read() throws IOException {
    Path dockerfile = dir.resolve("build/app.Dockerfile");
    assertEquals("", ignored(dockerfile, null));
    write(".dockerignore", "a");
    assertEquals("a", ignored(dockerfile, null));
    write(".containerignore", "b");
    assertEquals("b", ignored(dockerfile, null));
    write("build/app.Dockerfile.dockerignore", "c");
    assertEquals("c", ignored(dockerfile, null));
    assertEquals("b", ignored(dir.resolve("Dockerfile2"), null));
    write("mine", "d");
    assertEquals("d", ignored(dockerfile, dir.resolve("mine")));
    assertThrows(NotFoundException.class, () -> ignored(dockerfile, dir.resolve("nope")));
  }

  @Test
  void a_link_out_of_the_context_is_refused(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret"), "a");
    Files.createSymbolicLink(dir.resolve(".dockerignore"), outside.resolve("secret"));
    assertThrows(RefusedInputException.class, () -> ignored(dir.resolve("Dockerfile"), null));
    Files.delete(dir.resolve(".dockerignore"));
    write("real", "a");
    Files.createSymbolicLink(dir.resolve(".dockerignore"), Path.of("real"));
    assertEquals("a", ignored(dir.resolve("Dockerfile"), null));
  }

  @Test
  void a_directory_is_no_ignore_file() throws IOException {
    Files.createDirectory(dir.resolve(".dockerignore"));
    assertThrows(RefusedInputException.class, () -> ignored(dir.resolve("Dockerfile"), null));
  }
}
