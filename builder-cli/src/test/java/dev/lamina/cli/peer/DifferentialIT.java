package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.BuildCase;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every case of {@code testdata/build}, built by us and by others: trees and configs are the same
 * but for what {@link DifferenceTable} lists. {@code -Dpeers.case=NAME} runs one case alone.
 */
class DifferentialIT {
  private static final Path TABLE = Golden.testdata().resolve("build/differences.tsv");
  private static final String OURS = "lamina";

  @TempDir static Path folder;

  /** By builder, by case. */
  private static final Map<String, Map<String, Built>> BUILT = new LinkedHashMap<>();

  private static final List<BuildCase> CASES =
      BuildCase.all().stream()
          .filter(each -> each.name().contains(System.getProperty("peers.case", "")))
          .filter(each -> !isKeptFromPeers(each))
          .filter(DifferentialIT::isChosen)
          .toList();

  /** Cases whose differences have been reviewed; of the others a run shows all, unreviewed. */
  private static boolean isChosen(BuildCase each) {
    if (System.getProperty("peers.case") != null || Boolean.getBoolean("peers.all")) {
      return true;
    }
    try {
      return Files.readAllLines(TABLE.resolveSibling("compared.txt")).contains(each.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isKeptFromPeers(BuildCase each) {
    try {
      return each.reasonAgainstPeers().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void build_every_case_with_every_builder() throws Exception {
    Peers.require("dockerd");
    Machine.requireRoot("the owners in a context");
    Path contexts = Files.createDirectory(folder.resolve("contexts"));
    Map<BuildCase, Path> context = new LinkedHashMap<>();
    for (BuildCase each : CASES) {
      context.put(each, each.context(contexts));
    }
    Builder ours = new Builder.Ours(new CommandRun(folder.resolve("store")));
    Builder buildah = new Builder.Buildah(LocalTool.buildah(folder.resolve("buildah")));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (Dockerd engine = Dockerd.start(folder.resolve("engine"))) {
      List<Builder> docker =
          List.of(new Builder.Docker(engine, "classic"), new Builder.Docker(engine, "buildkit"));
      List<Future<Map<String, Map<String, Built>>>> all =
          List.of(
              threads.submit(all(List.of(ours), context)),
              threads.submit(all(List.of(buildah), context)),
              threads.submit(all(docker, context)));
      for (Future<Map<String, Map<String, Built>>> some : all) {
        BUILT.putAll(some.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
      Machine.unmountBelow(folder);
    }
  }

  private static Callable<Map<String, Map<String, Built>>> all(
      List<Builder> builders, Map<BuildCase, Path> contexts) {
    return () -> {
      Map<String, Map<String, Built>> built = new LinkedHashMap<>();
      for (Builder builder : builders) {
        Path scratch = Files.createDirectory(folder.resolve("scratch-" + builder.name()));
        Map<String, Built> images = new TreeMap<>();
        for (Map.Entry<BuildCase, Path> each : contexts.entrySet()) {
          images.put(each.getKey().name(), one(builder, each.getKey(), each.getValue(), scratch));
        }
        built.put(builder.name(), images);
      }
      return built;
    };
  }

  private static Built one(Builder builder, BuildCase each, Path context, Path scratch)
      throws IOException {
    if (each.hasBase()) {
      Builder.Attempt base = builder.build(context, "base.Dockerfile", each.baseName(), List.of());
      if (!base.succeeded()) {
        return Built.refused(base.log());
      }
    }
    Builder.Attempt attempt = builder.build(context, "Dockerfile", each.name(), each.options());
    if (!attempt.succeeded()) {
      return Built.refused(attempt.log());
    }
    try {
      return builder.read(each.name(), attempt.log(), scratch);
    } catch (AssertionError e) {
      throw new AssertionError(each.name() + " of " + builder.name(), e);
    }
  }

  private static Built built(String builder, BuildCase what) {
    Built built = BUILT.getOrDefault(builder, Map.of()).get(what.name());
    return Objects.requireNonNull(built, () -> builder + " has not tried " + what.name());
  }

  @TestFactory
  Stream<DynamicTest> every_case_is_built_by_us_unless_it_is_to_be_refused() {
    return CASES.stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name(),
                    () -> {
                      Built ours = built(OURS, each);
                      assertEquals(!each.isRefused(), ours.succeeded(), ours::log);
                    }));
  }

  @Test
  void differences_to_other_builders_are_those_of_the_table() throws IOException {
    List<DifferenceTable.Seen> seen = new ArrayList<>();
    for (BuildCase each : CASES) {
      Built ours = built(OURS, each);
      Map<String, SortedMap<String, String[]>> byPeer = new TreeMap<>();
      BUILT.forEach(
          (peer, any) -> {
            if (!peer.equals(OURS)) {
              byPeer.put(peer, ours.differencesTo(built(peer, each)));
            }
          });
      seen.add(new DifferenceTable.Seen(each.name(), new TreeMap<>(byPeer)));
    }
    DifferenceTable table = DifferenceTable.read(TABLE);
    if (Boolean.getBoolean("golden.update") && System.getProperty("peers.case") == null) {
      Files.writeString(TABLE, table.corrected(seen));
      table = DifferenceTable.read(TABLE);
    }
    Set<String> cases = CASES.stream().map(BuildCase::name).collect(Collectors.toSet());
    assertEquals("", String.join("\n", table.complaints(seen, cases)), DifferentialIT::logs);
  }

  /** What was said by builders that refused. */
  private static String logs() {
    StringBuilder text = new StringBuilder();
    BUILT.forEach(
        (peer, images) ->
            images.forEach(
                (name, built) -> {
                  if (!built.succeeded()) {
                    text.append(peer + " refused " + name + ":\n" + built.log() + "\n");
                  }
                }));
    return text.toString();
  }
}
