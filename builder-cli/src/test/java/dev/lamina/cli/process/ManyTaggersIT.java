package dev.lamina.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen processes that name images at once: no name is lost. */
class ManyTaggersIT {
  private static final int PROCESSES = 16;

  /** {@code -Dsoak} does ten times as many. */
  private static final int ROUNDS = Boolean.getBoolean("soak") ? 100 : 10;

  /** With a fresh process for each name. */
  private static final int ROUNDS_OF_FRESH_PROCESSES = ROUNDS / 10;

  @TempDir Path temp;

  private Path store;
  private String base;

  @BeforeEach
  void make_a_store_with_an_image() throws IOException {
    store = temp.resolve("store");
    Path context = Files.createDirectory(temp.resolve("context"));
    Files.write(context.resolve("Dockerfile"), "FROM scratch\nCMD [\"a\"]\n".getBytes(UTF_8));
    Command.in(temp)
        .run("build", "--store", store.toString(), "-t", "base", context.toString())
        .ok();
    base = Objects.requireNonNull(Stores.names(store).get("base:latest"));
  }

  @Test
  void sixteen_processes_keep_sixteen_of_sixteen_names_in_every_round() throws Exception {
    Path signals = Files.createDirectory(temp.resolve("signals"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(
          Command.in(temp)
              .startProgram(
                  TagRound.class.getName(),
                  signals.toString(),
                  store.toString(),
                  Integer.toString(i),
                  Integer.toString(ROUNDS)));
    }
    try {
      for (int round = 0; round < ROUNDS; round++) {
        awaitReady(signals, round, processes);
        Files.createFile(signals.resolve("go-" + round));
      }
      for (Process process : processes) {
        assertEquals(0, process.waitFor());
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    Map<String, String> expected = new TreeMap<>();
    expected.put("base:latest", base);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < PROCESSES; i++) {
        expected.put("round-" + round + ":by-" + i, base);
      }
    }
    assertEquals(expected, Stores.names(store));
    Stores.check(store, List.of("round-0:by-0", "round-9:by-15"));
  }

  /** Whoever is ready for a round has done the one before. */
  private static void awaitReady(Path signals, int round, List<Process> processes)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (true) {
      try (Stream<Path> files = Files.list(signals)) {
        if (files.filter(f -> f.getFileName().toString().startsWith("ready-" + round + "-")).count()
            == processes.size()) {
          return;
        }
      }
      assertTrue(System.nanoTime() < deadline, "round " + round + " hangs");
      Set<Integer> exits = new TreeSet<>();
      for (Process process : processes) {
        if (!process.isAlive()) {
          exits.add(process.exitValue());
        }
      }
      assertEquals(Set.of(), exits, "processes that ended early, in round " + round);
      Thread.sleep(1);
    }
  }

  @Test
  void sixteen_commands_started_at_once_keep_sixteen_of_sixteen_names() throws Exception {
    for (int round = 0; round < ROUNDS_OF_FRESH_PROCESSES; round++) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        String name = "fresh-" + round + ":by-" + i;
        processes.add(Command.in(temp).start("tag", "--store", store.toString(), "base", name));
      }
      for (Process process : processes) {
        assertEquals(0, process.waitFor());
      }
    }
    long fresh =
        Stores.names(store).keySet().stream().filter(name -> name.startsWith("fresh-")).count();
    assertEquals((long) PROCESSES * ROUNDS_OF_FRESH_PROCESSES, fresh);
    Stores.check(store, List.of("fresh-0:by-0"));
  }
}
