package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root filesystems in and out of images, in the hands of umoci, tar and docker. */
class UnpackIT {
  private static final String MAKE =
      """
      set -eu
      mkdir -p bin etc/conf.d ro var/empty
      echo '#!/bin/sh' > bin/run; chmod 4755 bin/run; ln bin/run bin/walk
      ln -s ../bin/run etc/run; ln -s /nowhere etc/dangling
      echo one > etc/one; echo two > etc/two; echo three > etc/conf.d/three
      chown 12:34 etc/two 2>/dev/null || true
      truncate -s 300000 var/zeros
      echo secret > ro/f; chmod 400 ro/f; chmod 555 ro
      touch -d @1700000000 etc/one
      """;
  private static final String CHANGE =
      """
      set -eu
      echo changed > etc/two
      rm etc/one; rm -r etc/conf.d
      mkdir -p new/deep; echo new > new/deep/file; ln new/deep/file new/same
      ln -sfn elsewhere etc/run
      chmod 750 var/empty
      ln bin/run bin/third
      """;

  @TempDir Path scratch;
  private CommandRun lamina;
  private Path tar;

  @BeforeEach
  void make() throws IOException {
    lamina = new CommandRun(scratch.resolve("store"));
    Path tree = Files.createDirectory(scratch.resolve("tree"));
    Sh.in(tree).run("bash", "-c", MAKE).ok();
    tar = scratch.resolve("tree.tar");
    Sh.in(tree).run("tar", "-cf", tar.toString(), ".").ok();
    lamina.run("import", tar.toString(), "base").ok();
  }

  private SortedMap<String, String> umoci(String name) throws IOException {
    return Layouts.tree(lamina.store(), "docker.io/library/" + name + ":latest", scratch);
  }

  @Test
  void umoci_sees_the_tree_that_was_imported() throws IOException {
    SortedMap<String, String> tree = DiskTree.list(scratch.resolve("tree"));
    assertEquals(tree, umoci("base"));
    lamina.run("import", scratch.resolve("tree").toString(), "dir").ok();
    assertEquals(tree, umoci("dir"));
  }

  @Test
  void what_is_unpacked_is_what_was_imported() throws IOException {
    Machine.requireRoot("owners on disk");
    lamina.run("unpack", "--keep-suid", "base", scratch.resolve("bundle").toString()).ok();
    assertEquals(
        DiskTree.list(scratch.resolve("tree"), DiskTree.Times.SHOWN),
        DiskTree.list(scratch.resolve("bundle/rootfs"), DiskTree.Times.SHOWN));
  }

  @Test
  void umoci_sees_a_commit_as_the_directory_it_is_of() throws IOException {
    Machine.requireRoot("owners on disk");
    Path bundle = scratch.resolve("bundle");
    lamina.run("unpack", "--keep-suid", "base", bundle.toString()).ok();
    Sh.in(bundle.resolve("rootfs")).run("bash", "-c", CHANGE).ok();
    CommandRun.Result commit = lamina.run("commit", bundle.toString(), "changed").ok();
    assertTrue(commit.err().contains("one more layer"), commit.err());
    assertEquals(DiskTree.list(bundle.resolve("rootfs")), umoci("changed"));
    assertEquals(umoci("changed"), StoreTree.list(lamina.store(), "changed"));
  }

  @Test
  void tar_extracts_what_is_exported() throws IOException {
    Machine.requireRoot("owners on disk");
    Path exported = scratch.resolve("exported.tar");
    lamina.run("export", "-o", exported.toString(), "base").ok();
    Path there = Files.createDirectory(scratch.resolve("there"));
    Sh.in(there).run("tar", "-xpf", exported.toString()).ok();
    assertEquals(DiskTree.list(scratch.resolve("tree")), DiskTree.list(there));
  }

  @Test
  void docker_imports_the_same_files_and_configuration() throws IOException {
    if (Peers.find("dockerd").isEmpty()) {
      Peers.missing("dockerd is not installed");
    }
    String[] words = {"-c", "ENV A=b", "-c", "CMD [\"/bin/run\"]", "-c", "WORKDIR /var", "-m", "m"};
    try (Dockerd engine = Dockerd.start(scratch.resolve("docker"))) {
      engine.docker(line("import", words, tar.toString(), "theirs:1")).ok();
      lamina.run(line("import", words, tar.toString(), "ours:1")).ok();
      Path archive = scratch.resolve("archive.tar");
      engine.docker("save", "-o", archive.toString(), "theirs:1").ok();
      lamina.run("load", archive.toString()).ok();
      assertEquals(
          StoreTree.list(lamina.store(), "theirs:1"), StoreTree.list(lamina.store(), "ours:1"));
      lamina.run("save", "-o", archive.toString(), "ours:1").ok();
      engine.docker("load", "-i", archive.toString()).ok();
      String format =
          "{{json .Config.Cmd}} {{json .Config.Env}} {{json .Config.WorkingDir}} {{.Comment}}"
              + " {{.Os}}";
      assertEquals(
          engine.docker("inspect", "-f", format, "theirs:1").ok().out(),
          engine.docker("inspect", "-f", format, "ours:1").ok().out());
    }
  }

  private static String[] line(String command, String[] options, String... arguments) {
    return Stream.of(new String[] {command}, options, arguments)
        .flatMap(Arrays::stream)
        .toArray(String[]::new);
  }
}
