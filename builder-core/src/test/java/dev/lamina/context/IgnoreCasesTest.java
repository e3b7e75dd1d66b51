package dev.lamina.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conformance cases of ignore files: {@code testdata/ignore/<case>}. */
class IgnoreCasesTest {
  private static final Path CASES = Path.of(System.getProperty("lamina.testdata"), "ignore");

  @TempDir Path dir;

  static List<String> cases() throws IOException {
    try (Stream<Path> all = Files.list(CASES)) {
      return all.map(path -> path.getFileName() + "")
          .filter(name -> !name.equals("contexts"))
          .sorted()
          .toList();
    }
  }

  private static DockerIgnore ignoreFile(String name) throws IOException {
    return DockerIgnore.parse(
        Files.readAllBytes(CASES.resolve(name).resolve(".dockerignore")), name);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8);
  }

  private static List<String> contextOf(String name) throws IOException {
    String context = lines(CASES.resolve(name).resolve("paths.tsv")).get(0).split("\t", -1)[1];
    return lines(CASES.resolve("contexts").resolve(context + ".txt"));
  }

  private static Set<String> kept(String name) throws IOException {
    Set<String> kept = new TreeSet<>();
    for (String line : lines(CASES.resolve(name).resolve("paths.tsv"))) {
      if (line.endsWith("\tkept")) {
        kept.add(line.split("\t", -1)[0]);
      }
    }
    return kept;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_context_in_memory_shows_what_is_kept(String name) throws IOException {
    MemoryContext.Builder builder = MemoryContext.builder();
    for (String line : contextOf(name)) {
      String[] link = line.split(" -> ", -1);
      if (link.length == 2) {
        builder.symlink(link[0], link[1]);
      } else if (line.endsWith("/")) {
        builder.directory(line, 0755);
      } else {
        builder.file(line, 0644, line.getBytes(UTF_8));
      }
    }
    assertEquals(kept(name), Listings.paths(builder.ignore(ignoreFile(name)).build()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_directory_shows_what_is_kept_and_nothing_else_is_found(String name) throws IOException {
    List<String> lines = contextOf(name);
    for (String line : lines) {
      String[] link = line.split(" -> ", -1);
      if (link.length == 2) {
        Files.createSymbolicLink(dir.resolve(link[0]), Path.of(link[1]));
      } else if (line.endsWith("/")) {
        Files.createDirectory(dir.resolve(line));
      } else {
        Files.writeString(dir.resolve(line), line);
      }
    }
    var context = DirectoryContext.open(dir, ignoreFile(name), ContextOptions.at(0));
    Set<String> kept = kept(name);
    assertEquals(kept, Listings.paths(context));
    for (String line : lines) {
      String path = line.split(" -> ", -1)[0].replaceAll("/$", "");
      if (!kept.contains(path)) {
        assertNull(context.find(EntryPath.of(path)), path);
      }
    }
  }
}
