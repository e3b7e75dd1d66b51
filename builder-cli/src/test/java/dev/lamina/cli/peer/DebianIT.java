package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real input: the root file system of a distribution. */
class DebianIT {
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir static Path folder;

  private static CommandRun lamina = new CommandRun(Path.of("unset"));
  private static Path rootfs = Path.of("unset");

  @BeforeAll
  static void build_both_images() throws IOException {
    rootfs = Debian.rootfs(folder);
    lamina = new CommandRun(folder.resolve("store"));
    Path context = Files.createDirectory(folder.resolve("context"));
    Sh.in(context).run("cp", rootfs.toString(), "rootfs.tar.gz").ok();
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nADD rootfs.tar.gz /\nCMD [\"bash\"]\n");
    lamina.run("build", "-q", "-t", "debian", context.toString()).ok();

    Path second = Files.createDirectories(folder.resolve("second/app"));
    Files.writeString(second.resolve("run"), "#!/bin/bash\necho started\n");
    Files.setAttribute(second.resolve("run"), "unix:mode", 0755);
    Files.writeString(
        second.resolveSibling("Dockerfile"),
        "FROM debian\nCOPY app /opt/app\nWORKDIR /opt/app\nCMD [\"./run\"]\n");
    lamina.run("build", "-q", "-t", "app", second.resolveSibling(".").toString()).ok();
  }

  @Test
  void the_tree_is_that_of_the_tar_entry_for_entry() throws IOException {
    Machine.requireRoot("owners and devices of a tar");
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Sh.in(unpacked)
        .timeout(LONG)
        .run("tar", "--numeric-owner", "--same-owner", "-xpzf", rootfs.toString())
        .ok();
    SortedMap<String, String> expected = DiskTree.list(unpacked, DiskTree.Times.SHOWN);
    Sh.in(folder).timeout(LONG).run("rm", "-rf", "unpacked").ok();
    SortedMap<String, String> actual =
        Layouts.tree(
            lamina.store(), "docker.io/library/debian:latest", folder, DiskTree.Times.SHOWN);

    assertTrue(expected.size() > 5000, () -> "only " + expected.size() + " files");
    for (String kind : List.of("f 04755 ", "l - ", "c 0", "d 0")) {
      assertTrue(expected.values().stream().anyMatch(line -> line.startsWith(kind)), kind);
    }
    assertEquals(differing(expected, actual), "");
  }

  private static String differing(Map<String, String> expected, Map<String, String> actual) {
    List<String> lines = new ArrayList<>();
    expected.forEach(
        (path, line) -> {
          if (!line.equals(actual.get(path))) {
            lines.add(path + ": expected " + line + ", is " + actual.get(path));
          }
        });
    actual.forEach(
        (path, line) -> {
          if (!expected.containsKey(path)) {
            lines.add(path + ": not expected, is " + line);
          }
        });
    return String.join("\n", lines.subList(0, Math.min(lines.size(), 50)));
  }

  private static List<String> layers(String image) {
    String json = lamina.run("inspect", "--format", "{{json .RootFS.Layers}}", image).ok().out();
    return List.of(json.strip().replaceAll("[\\[\\]\"]", "").split(",", -1));
  }

  @Test
  void an_image_on_top_shares_its_layer() throws IOException {
    List<String> layers = layers("app");
    assertEquals(layers("debian"), layers.subList(0, 1));
    try (var blobs = Files.list(lamina.store().resolve("blobs/sha256"))) {
      long large = blobs.filter(blob -> blob.toFile().length() > 10_000_000).count();
      assertEquals(1, large, "large blobs");
    }
  }

  @Test
  void docker_starts_bash_in_it_and_what_is_on_top() throws IOException {
    Peers.require("dockerd");
    Path archive = folder.resolve("saved.tar");
    lamina.writing(archive, "save", "debian", "app").ok();
    try (Dockerd engine = Dockerd.start(folder.resolve("engine"))) {
      engine.docker(engine.sh().timeout(LONG).stdin(archive), "load").ok();
      Sh.Result ran =
          engine.docker("run", "--rm", "--network", "none", "debian", "bash", "-c", "echo ok");
      assertEquals("ok\n", ran.ok().out());
      Sh.Result version =
          engine.docker(
              "run",
              "--rm",
              "--network",
              "none",
              "debian",
              "bash",
              "-c",
              "perl -e 'print 6*7'; id -un");
      assertEquals("42root\n", version.ok().out());
      Sh.Result app = engine.docker("run", "--rm", "--network", "none", "app");
      assertEquals("started\n", app.ok().out());
    }
  }
}
