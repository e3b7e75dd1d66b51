package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several images, for several platforms, under several names, in one archive. */
class ArchivesIT {
  private static final List<String> TAGS =
      List.of("base:1", "one:1", "one:latest", "two:1", "two:2");

  @TempDir Path scratch;
  private CommandRun lamina;

  @BeforeEach
  void build() throws IOException {
    lamina = new CommandRun(scratch.resolve("store"));
    build("FROM scratch\nCOPY hello /\nCMD [\"/hello\"]\n", "base:1");
    build("FROM base:1\nCOPY one /\n", "one:1", "one:latest");
    build("FROM base:1\nCOPY two /\n", "two:1", "two:2");
  }

  private void build(String dockerfile, String... tags) throws IOException {
    Path context = Files.createDirectories(scratch.resolve("context"));
    Path hello = Golden.testdata().resolve("build/hello/hello");
    Files.copy(
        hello,
        context.resolve("hello"),
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(context.resolve("one"), "1\n");
    Files.writeString(context.resolve("two"), "2\n");
    Files.writeString(context.resolve("Dockerfile"), dockerfile);
    lamina
        .run("build", "-q", "--platform=linux/amd64,linux/arm64", "-t", tags[0], context.toString())
        .ok();
    for (int i = 1; i < tags.length; i++) {
      lamina.run("tag", tags[0], tags[i]).ok();
    }
  }

  private Path save(String name) {
    Path archive = scratch.resolve(name);
    String[] line = new String[TAGS.size() + 3];
    line[0] = "save";
    line[1] = "-o";
    line[2] = archive.toString();
    for (int i = 0; i < TAGS.size(); i++) {
      line[i + 3] = TAGS.get(i);
    }
    lamina.run(line).ok();
    return archive;
  }

  private List<String> blobs(Path archive) {
    return Sh.in(scratch)
        .run("tar", "-tf", archive.toString())
        .ok()
        .out()
        .lines()
        .filter(name -> name.matches("blobs/sha256/[0-9a-f]+"))
        .toList();
  }

  private static Set<String> tags(String listed) {
    return listed
        .lines()
        .map(line -> line.replace("docker.io/library/", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void each_blob_is_there_once_and_the_bytes_are_the_same_each_time() throws IOException {
    Path archive = save("a.tar");
    List<String> blobs = blobs(archive);
    assertEquals(blobs.stream().distinct().toList(), blobs);
    // 3 layers, 6 configs and 6 manifests for two platforms, 3 indexes
    assertEquals(18, blobs.size(), blobs::toString);
    assertEquals(-1, Files.mismatch(archive, save("b.tar")));

    CommandRun other = new CommandRun(scratch.resolve("other"));
    other.run("load", "-i", archive.toString()).ok();
    for (String tag : TAGS) {
      assertEquals(lamina.run("digest", tag).ok().out(), other.run("digest", tag).ok().out());
    }
  }

  @Test
  void docker_loads_all_of_it() throws IOException {
    Path archive = save("a.tar");
    Peers.require("dockerd");
    try (Dockerd engine = Dockerd.start(scratch.resolve("engine"))) {
      engine.docker(engine.sh().stdin(archive), "load").ok();
      String listed = engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out();
      assertEquals(Set.copyOf(TAGS), tags(listed));
      for (String tag : TAGS) {
        assertEquals(
            Hello.GREETING, engine.docker("run", "--rm", "--network", "none", tag).ok().out());
      }
    }
  }

  @Test
  void podman_loads_all_of_it() throws IOException {
    Path archive = save("a.tar");
    LocalTool podman = LocalTool.podman(scratch.resolve("podman"));
    try {
      podman.run("load", "-i", archive.toString()).ok();
      String listed = podman.run("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out();
      assertEquals(
          Set.copyOf(TAGS),
          listed.lines().map(l -> l.replaceFirst(".*/", "")).collect(Collectors.toSet()));
    } finally {
      Machine.unmountBelow(scratch);
    }
  }

  @Test
  void a_delta_archive_is_small_and_loads_where_the_base_is() throws IOException {
    Path base = scratch.resolve("base.tar");
    lamina.run("save", "-o", base.toString(), "base:1").ok();
    for (String had : List.of("base:1", base.toString(), "oci-archive:" + base)) {
      Path delta = scratch.resolve("delta.tar");
      lamina.run("save", "--base", had, "-o", delta.toString(), "one:1").ok();
      // a layer, two configs, two manifests and an index
      assertEquals(6, blobs(delta).size());

      CommandRun other = new CommandRun(scratch.resolve("other-" + had.hashCode()));
      CommandRun.Result refused = other.run("load", "-i", delta.toString());
      assertEquals(4, refused.exit());
      assertTrue(refused.err().contains("missing blob: layer sha256:"), refused.err());
      assertEquals("", other.run("images", "-q").ok().out());

      other.run("load", "-i", base.toString()).ok();
      other.run("load", "-i", delta.toString()).ok();
      other.run("verify").ok();
      assertEquals(
          lamina.run("digest", "one:1").ok().out(), other.run("digest", "one:1").ok().out());
    }
  }

  @Test
  void an_archive_of_one_kind_is_read_by_those_who_know_that_kind() throws IOException {
    for (String format : List.of("oci-archive", "docker-archive")) {
      Path archive = scratch.resolve(format + ".tar");
      lamina.run("save", "--format", format, "-o", archive.toString(), "one:1").ok();
      Layouts.copy(scratch, format + ":" + archive, "dir:" + scratch.resolve(format + ".dir"));
      CommandRun other = new CommandRun(scratch.resolve("by-" + format));
      assertEquals("Loaded image: one:1\n", other.run("load", "-i", archive.toString()).ok().out());
    }
    Path directory = scratch.resolve("layout");
    lamina.run("save", "--format", "oci-dir", "-o", directory.toString(), "one:1").ok();
    Layouts.copy(
        scratch,
        "oci:" + directory + ":docker.io/library/one:1",
        "dir:" + scratch.resolve("layout.dir"));
    CommandRun.Result refused =
        lamina.run("save", "--format", "docker-archive", "--base", "base:1", "one:1");
    assertEquals(2, refused.exit());
  }
}
