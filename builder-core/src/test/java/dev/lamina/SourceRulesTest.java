package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that bytecode cannot show: a try-with-resources compiles to a catch of Throwable. */
class SourceRulesTest {
  private static final Pattern BROAD_CATCH =
      Pattern.compile(
          "catch \\((?:final )?(?:[\\w.]+ \\| )*(Exception|Throwable|RuntimeException|Error)\\b");

  @Test
  void nobody_but_main_catches_everything() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      Matcher broad = BROAD_CATCH.matcher(Files.readString(file));
      if (!mayCatchBroadly(file) && broad.find()) {
        found.add(file.getFileName() + ": " + broad.group());
      }
    }
    assertEquals(List.of(), found);
  }

  /** The libraries that ForeignDecoder wraps throw unchecked exceptions for corrupt data. */
  private static boolean mayCatchBroadly(Path file) {
    return file.endsWith("cli/Main.java") || file.endsWith("compression/ForeignDecoder.java");
  }

  private static List<Path> sources() throws IOException {
    Path root = Golden.testdata().toAbsolutePath().normalize().resolveSibling("builder-core");
    try (Stream<Path> core = Files.walk(root.resolve("src/main/java"));
        Stream<Path> cli =
            Files.walk(root.resolveSibling("builder-cli").resolve("src/main/java"))) {
      return Stream.concat(core, cli).filter(p -> p.toString().endsWith(".java")).sorted().toList();
    }
  }
}
