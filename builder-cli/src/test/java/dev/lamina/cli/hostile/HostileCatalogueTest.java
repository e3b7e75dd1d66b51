package dev.lamina.cli.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every number of the catalogue of hostile inputs has a case. */
class HostileCatalogueTest {
  private static final Map<String, Integer> ROWS =
      new TreeMap<>(Map.of("T", 75, "Z", 13, "O", 24, "L", 9, "U", 9));

  @Test
  void every_row_has_a_case() {
    List<String> names =
        Golden.cases("hostile").stream().map(Path::getFileName).map(Path::toString).toList();
    List<String> missing = new ArrayList<>();
    ROWS.forEach(
        (family, rows) -> {
          for (int row = 1; row <= rows; row++) {
            String id = family + (row < 10 ? "0" : "") + row + "-";
            if (names.stream().noneMatch(name -> name.startsWith(id))) {
              missing.add(id);
            }
          }
        });
    assertEquals(List.of(), missing);
  }
}
