package dev.lamina.unpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  private static final NameFolding FOLDING = new NameFolding(true, true);

  @TempDir Path temp;

  private void check(NameFolding folding, String... lines) throws IOException {
    new Preflight(Path.of("/out/rootfs"), folding, UnpackOptions.Special.SKIPPED)
        .check(Trees.entries(lines), temp);
  }

  private String refusal(NameFolding folding, String... lines) {
    return String.valueOf(
        assertThrows(RefusedInputException.class, () -> check(folding, lines)).getMessage());
  }

  @Test
  void names_that_differ_in_case_or_form_collide_where_the_disk_says_so() throws IOException {
    String[] cases = {"d 755 0:0 d", "f 644 0:0 d/A a", "f 644 0:0 d/a a"};
    String[] forms = {"f 644 0:0 \\xc3\\xa9 a", "f 644 0:0 e\\xcc\\x81 a"};
    check(NameFolding.NONE, cases);
    check(NameFolding.NONE, forms);
    assertEquals("names collide on this file system: /d/A and /d/a", refusal(FOLDING, cases));
    refusal(FOLDING, forms);
    check(new NameFolding(false, true), cases);
    check(new NameFolding(true, false), forms);
    check(FOLDING, "d 755 0:0 a", "f 644 0:0 a/x 1", "d 755 0:0 b", "f 644 0:0 b/X 1");
  }

  @Test
  void names_and_paths_have_their_limits() throws IOException {
    check(NameFolding.NONE, "f 644 0:0 " + "x".repeat(255) + " a");
    refusal(NameFolding.NONE, "f 644 0:0 " + "x".repeat(256) + " a");
    String deep = "x".repeat(200) + "/";
    check(NameFolding.NONE, "f 644 0:0 " + deep.repeat(20) + "f a");
    refusal(NameFolding.NONE, "f 644 0:0 " + deep.repeat(21) + "f a");
    refusal(NameFolding.NONE, "l 777 0:0 l " + "x".repeat(4096));
  }

  @Test
  void this_disk_is_asked_and_left_as_it_was() throws IOException {
    NameFolding.probe(temp);
    assertEquals(List.of(), Fs.names(temp));
  }
}
