package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@link PeerCase}, built by us and by others: trees, configs and, with BuildKit, histories
 * are the same but for what {@link DifferenceTable} lists. All of them take a quarter of an hour:
 * {@code -Dpeers.case=.} does that, any other regular expression runs those cases in whose names it
 * is found, and without one the cases are built that have no number in the catalogue, and so give
 * an overview.
 */
class DifferentialIT {
  private static final Pattern WANTED =
      Pattern.compile(System.getProperty("peers.case", "^[a-z]+(-[a-z]+)*$"));
  private static final Path TABLE = Golden.testdata().resolve("build/differences.tsv");

  @TempDir static Path folder;

  /** By builder, by case. */
  private static final Map<String, Map<String, Built>> BUILT = new LinkedHashMap<>();

  private static final List<PeerCase> CASES =
      PeerCase.all().stream().filter(each -> WANTED.matcher(each.name()).find()).toList();

  @BeforeAll
  static void build_every_case_with_every_builder() throws IOException {
    Peers.require("dockerd");
    Machine.requireRoot("the owners in a context");
    Path storage = folder.resolve("containers");
    try (Dockerd classic = Dockerd.start(folder.resolve("classic-engine"));
        Dockerd buildkit = Dockerd.start(folder.resolve("buildkit-engine"))) {
      List<Builder> builders =
          List.of(
              new Builder.Ours(new CommandRun(folder.resolve("store"))),
              new Builder.Buildah(LocalTool.buildah(storage), LocalTool.podman(storage)),
              new Builder.Docker(classic, "classic"),
              new Builder.Docker(buildkit, "buildkit"));
      Path work = Files.createDirectory(folder.resolve("builds"));
      BUILT.putAll(new Builds(builders, CASES, work).run());
    } finally {
      Machine.unmountBelow(folder);
    }
  }

  @AfterAll
  static void remove_what_has_been_built() {
    // by a program: JUnit warns of each symlink that leaves the directory
    Sh.in(folder).run("find", ".", "-mindepth", "1", "-delete").ok();
  }

  @Test
  void every_case_is_built_by_us_unless_it_is_to_be_refused() {
    Map<String, Built> ours = ours();
    List<String> wrong = new ArrayList<>();
    for (PeerCase each : CASES) {
      Built built = ours.get(each.name());
      if (built == null) {
        continue; // kept from everybody
      }
      if (built.succeeded() ? each.what().isRefused() : each.mustBeBuilt()) {
        wrong.add(each.name() + ": " + built.log());
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static Map<String, Built> ours() {
    return BUILT.getOrDefault(Builder.Ours.NAME, Map.of());
  }

  @Test
  void differences_to_other_builders_are_those_of_the_table() throws IOException {
    List<Difference> differences = differences();
    DifferenceTable table = DifferenceTable.read(TABLE);
    boolean all = WANTED.pattern().equals(".");
    if (Boolean.getBoolean("golden.update") && all) {
      Files.write(TABLE, table.corrected(differences));
      table = DifferenceTable.read(TABLE);
    }
    Set<String> built = CASES.stream().map(PeerCase::name).collect(Collectors.toSet());
    List<String> complaints = table.complaints(differences, name -> all || built.contains(name));
    assertEquals("", String.join("\n", complaints), DifferentialIT::logs);
  }

  private static List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    BUILT.forEach(
        (peer, images) ->
            images.forEach(
                (name, theirs) ->
                    Objects.requireNonNull(ours().get(name))
                        .differencesTo(theirs, compared(peer))
                        .forEach(
                            (fact, values) ->
                                differences.add(
                                    new Difference(name, peer, fact, values[0], values[1])))));
    return differences;
  }

  private static Built.Compared compared(String peer) {
    return peer.equals("buildkit") ? Built.Compared.WITH_HISTORY : Built.Compared.WITHOUT_HISTORY;
  }

  /** What was said by builders that refused what we built, or the other way round. */
  private static String logs() {
    StringBuilder text = new StringBuilder();
    BUILT.forEach(
        (peer, images) ->
            images.forEach(
                (name, built) -> {
                  boolean differs =
                      built.succeeded() != Objects.requireNonNull(ours().get(name)).succeeded();
                  if (differs) {
                    text.append(peer + " and " + name + ":\n" + built.log() + "\n");
                  }
                }));
    return text.toString();
  }
}
