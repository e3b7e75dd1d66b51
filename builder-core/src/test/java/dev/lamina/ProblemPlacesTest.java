package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over all messages that the other tests pin. */
class ProblemPlacesTest {
  /** A line of its own: {@code Dockerfile:2:6}. */
  private static final Pattern PLACE = Pattern.compile("[\\w./-]+:[1-9][0-9]*(:[1-9][0-9]*)?");

  private static final Pattern PLACE_IN_A_SENTENCE =
      Pattern.compile(
          "\\((" + PLACE + ")\\)|Exception: (" + PLACE + "|[\\w./-]+, line [1-9][0-9]*): ");

  @Test
  void every_error_in_the_test_data_names_a_file_and_a_line() throws IOException {
    List<String> homeless = new ArrayList<>();
    int errors = 0;
    for (Path file : goldens()) {
      boolean placed = false;
      for (String line : Files.readAllLines(file)) {
        if (PLACE.matcher(line).matches()) {
          placed = true;
        } else if (line.startsWith("error: ") || line.matches("\\w+Exception: .*")) {
          errors++;
          if (!placed && !PLACE_IN_A_SENTENCE.matcher(line).find()) {
            homeless.add(file + ": " + line);
          }
          placed = false;
        }
      }
    }
    assertEquals(List.of(), homeless);
    assertTrue(errors > 90, "only " + errors + " errors were found");
  }

  private static List<Path> goldens() throws IOException {
    try (Stream<Path> all = Files.walk(Golden.testdata())) {
      return all.filter(file -> file.endsWith("problems.golden")).sorted().toList();
    }
  }
}
