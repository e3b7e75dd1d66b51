package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import dev.lamina.registry.FoundRepository;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of Docker Hub, and which lines mean it. */
class SearchCommandTest extends CommandLineTest {
  private static final String LONG =
      "A long \u202e line, and much more of it than a table has room for";

  private static final List<FoundRepository> FOUND =
      List.of(
          new FoundRepository("alpine", "Small", 11, true),
          new FoundRepository("me/\u001b[2J", LONG, 0, false));

  @Test
  void the_table_is_dockers_and_nothing_in_it_moves_the_cursor() {
    assertEquals(
        """
        NAME         DESCRIPTION                                          STARS   OFFICIAL
        alpine       Small                                                11      [OK]
        me/\\x1b[2J   A long \\u202e line, and much more of it than a ta…   0
        """,
        SearchCommand.listing(FOUND, false).table());
  }

  @Test
  void programs_get_all_of_it() throws RefusedInputException {
    JsonObject json = SearchCommand.listing(FOUND, false).rows().get(1).json();
    assertEquals(LONG, json.string("description"));
    assertEquals(0, json.integer("stars"));
    assertFalse(json.bool("official", true));
  }

  @Test
  void templates_know_dockers_names() throws UsageException {
    assertEquals(
        "alpine 11 [OK] Small\n",
        SearchCommand.listing(FOUND.subList(0, 1), true)
            .template("{{.Name}} {{.StarCount}} {{.IsOfficial}} {{.Description}}"));
  }

  @Test
  void lines_that_make_no_sense_are_refused() {
    for (String line :
        new String[] {
          "search",
          "search docker.io",
          "search docker.io/",
          "search --limit 0 x",
          "search --limit 101 x",
          "search --limit many x",
          "search host..name/x"
        }) {
      run(line.split(" ", -1)).exits(ExitCode.USAGE);
    }
  }
}
