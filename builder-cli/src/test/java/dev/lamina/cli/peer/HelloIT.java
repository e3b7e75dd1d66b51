package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.digest.Digest;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first image that anybody builds, in the hands of every tool. */
class HelloIT {
  @TempDir static Path folder;
  static @Nullable Dockerd engine;

  @TempDir Path scratch;

  @BeforeAll
  static void start() throws IOException {
    if (Peers.find("dockerd").isPresent()) {
      engine = Dockerd.start(folder);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (engine != null) {
      engine.close();
    }
  }

  private static Dockerd engine() {
    if (engine == null) {
      Peers.missing("dockerd is not installed");
      throw new AssertionError("unreachable");
    }
    return engine;
  }

  private Path saved(CommandRun lamina, String... names) {
    Path archive = scratch.resolve("saved.tar");
    String[] words = new String[names.length + 1];
    words[0] = "save";
    System.arraycopy(names, 0, words, 1, names.length);
    lamina.writing(archive, words).ok();
    return archive;
  }

  private Sh sh() {
    return Sh.in(scratch);
  }

  @Test
  void docker_loads_what_is_saved_and_runs_it() {
    Path archive = saved(Hello.built(scratch.resolve("store")), "hello");

    Sh.Result loaded = engine().docker(engine().sh().stdin(archive), "load");
    assertEquals("Loaded image: hello:latest\n", loaded.ok().out());

    Sh.Result ran = engine().docker("run", "--rm", "--network", "none", "hello");
    assertEquals(Hello.GREETING, ran.ok().out());
  }

  @Test
  void docker_knows_the_image_by_our_id() {
    CommandRun lamina = Hello.built(scratch.resolve("store"), "known");
    engine().docker(engine().sh().stdin(saved(lamina, "known")), "load").ok();

    String ours = lamina.run("inspect", "--format", "{{.Id}}", "known").ok().out();
    String theirs = engine().docker("inspect", "--format", "{{.Id}}", "known").ok().out();
    assertEquals(theirs, ours);
  }

  @Test
  void docker_takes_every_image_of_an_archive() {
    CommandRun lamina = Hello.built(scratch.resolve("store"), "one:1", "registry.example:5000/two");
    lamina.run("build", "-q", "-t", "three", variant().toString()).ok();
    Path archive = saved(lamina, "one:1", "registry.example:5000/two", "three");

    engine().docker(engine().sh().stdin(archive), "load").ok();
    String named = engine().docker("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out();
    for (String name : List.of("one:1", "registry.example:5000/two:latest", "three:latest")) {
      assertTrue(named.lines().anyMatch(name::equals), named);
      assertEquals(
          Hello.GREETING, engine().docker("run", "--rm", "--network", "none", name).ok().out());
    }
  }

  private Path variant() {
    try {
      Path context = Files.createDirectory(scratch.resolve("variant"));
      Path hello = Golden.testdata().resolve("build/hello/hello");
      Files.copy(hello, context.resolve("hello"), StandardCopyOption.COPY_ATTRIBUTES);
      Files.writeString(
          context.resolve("Dockerfile"),
          "FROM scratch\nADD hello /\nLABEL v=3\nCMD [\"/hello\"]\n");
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_build_goes_straight_into_docker_in_each_form() {
    CommandRun lamina =
        Hello.built(scratch.resolve("store"), "base").with("DOCKER_HOST", engine().host());
    String context = variant().toString();
    for (List<String> form :
        List.of(
            List.of("-t", "plain"),
            List.of("-t", "squashed", "--squash"),
            List.of("-t", "dockers", "--format", "docker"),
            List.of("-t", "both", "--platform", "linux/amd64,linux/arm64"))) {
      List<String> line = new ArrayList<>(List.of("build", "--load"));
      line.addAll(form);
      line.add(context);
      lamina.run(line).ok();
      assertEquals(
          Hello.GREETING,
          engine().docker("run", "--rm", "--network", "none", form.get(1)).ok().out());
    }
  }

  @Test
  void skopeo_reads_the_layout_that_a_build_writes_and_the_archive_of_dockers_format() {
    Path skopeo = Peers.require("skopeo");
    CommandRun lamina = Hello.built(scratch.resolve("store"), "base");
    Path layout = scratch.resolve("layout");
    String context = variant().toString();
    lamina.run("build", "-t", "x", "-o", "type=oci,tar=false,dest=" + layout, context).ok();
    Path archive = scratch.resolve("docker.tar");
    lamina
        .run("build", "-t", "y", "--format", "docker", "-o", "type=docker,dest=" + archive, context)
        .ok();
    for (String place :
        List.of("oci:" + layout + ":docker.io/library/x:latest", "docker-archive:" + archive)) {
      String config = sh().run(skopeo.toString(), "inspect", "--config", place).ok().out();
      assertTrue(config.contains("\"v\": \"3\""), config);
    }
  }

  @Test
  void images_of_an_archive_share_blobs() {
    CommandRun lamina = Hello.built(scratch.resolve("store"), "again");
    lamina.run("build", "-q", "-t", "three", variant().toString()).ok();
    Path archive = saved(lamina, "hello", "again", "three");

    List<String> blobs =
        sh().run("tar", "-tf", archive.toString())
            .ok()
            .out()
            .lines()
            .filter(name -> name.startsWith("blobs/sha256/") && !name.endsWith("/"))
            .toList();
    assertEquals(blobs.stream().distinct().toList(), blobs);
    // one layer; config and manifest of two images
    assertEquals(5, blobs.size(), blobs::toString);
  }

  @Test
  void podman_loads_what_is_saved_and_runs_it() throws IOException {
    LocalTool podman = LocalTool.podman(scratch.resolve("podman"));
    Path archive = saved(Hello.built(scratch.resolve("store")), "hello");
    try {
      Sh.Result loaded = podman.run("load", "-i", archive.toString());
      assertTrue(loaded.ok().out().contains("docker.io/library/hello:latest"), loaded.out());
      Sh.Result ran =
          podman.run(
              "--runtime",
              Peers.require("runc").toString(),
              "run",
              "--rm",
              "--network",
              "none",
              "--log-driver",
              "none",
              // its defaults are more than a machine may allow
              "--ulimit",
              "nofile=1024:1024",
              "--ulimit",
              "nproc=1024:1024",
              "docker.io/library/hello:latest");
      assertEquals(Hello.GREETING, ran.ok().out());
    } finally {
      Machine.unmountBelow(scratch);
    }
  }

  @Test
  void skopeo_reads_what_is_saved_as_either_kind_of_archive() throws IOException {
    CommandRun lamina = Hello.built(scratch.resolve("store"));
    Path archive = saved(lamina, "hello");
    String manifest = manifestDigest(lamina);

    Path oci = scratch.resolve("from-oci");
    Layouts.copy(scratch, "oci-archive:" + archive + ":latest", "dir:" + oci);
    String digest = sh().run("sha256sum", oci.resolve("manifest.json").toString()).ok().out();
    assertEquals(manifest, "sha256:" + digest.substring(0, 64));

    Path docker = scratch.resolve("from-docker");
    Layouts.copy(scratch, "docker-archive:" + archive + ":hello:latest", "dir:" + docker);
    String id = lamina.run("inspect", "--format", "{{.Id}}", "hello").ok().out().trim();
    assertTrue(Files.exists(docker.resolve(id.substring("sha256:".length()))));
  }

  private static String manifestDigest(CommandRun lamina) {
    return lamina.run("images", "--digests", "--format", "{{.Digest}}").ok().out().trim();
  }

  @Test
  void skopeo_inspects_the_store_itself() {
    CommandRun lamina = Hello.built(scratch.resolve("store"));
    Sh.Result inspected =
        sh().run(
                Peers.require("skopeo").toString(),
                "inspect",
                "--format",
                "{{.Digest}} {{.Architecture}} {{.Os}} {{len .Layers}}",
                "oci:" + lamina.store() + ":docker.io/library/hello:latest");
    assertEquals(manifestDigest(lamina) + " amd64 linux 1", inspected.ok().out().trim());
  }

  @Test
  void umoci_unpacks_the_store_itself_into_the_expected_tree() throws IOException {
    CommandRun lamina = Hello.built(scratch.resolve("store"));
    byte[] hello = Files.readAllBytes(Golden.testdata().resolve("build/hello/hello"));
    SortedMap<String, String> expected = new TreeMap<>();
    expected.put(
        "/hello", "f 0755 0:0 " + DiskTree.content(hello.length, Digest.sha256(hello).hex()));

    String name = "docker.io/library/hello:latest";
    assertEquals(expected, Layouts.tree(lamina.store(), name, scratch));
    assertEquals(expected, StoreTree.list(lamina.store(), "hello"));
  }

  @Test
  void umoci_lists_the_names_of_the_store() {
    CommandRun lamina = Hello.built(scratch.resolve("store"), "two:2");
    Sh.Result listed =
        sh().run(Peers.require("umoci").toString(), "ls", "--layout", lamina.store().toString());
    assertEquals(
        List.of("docker.io/library/hello:latest", "docker.io/library/two:2"),
        listed.ok().out().lines().sorted().toList());
  }

  @Test
  void an_empty_store_gets_from_an_archive_what_the_first_one_had() throws IOException {
    CommandRun lamina = Hello.built(scratch.resolve("store"));
    Path archive = saved(lamina, "hello");
    CommandRun other = new CommandRun(scratch.resolve("other"));
    other.reading(archive, "load").ok();
    assertEquals(manifestDigest(lamina), manifestDigest(other));
    Path again = scratch.resolve("again.tar");
    other.writing(again, "save", "hello").ok();
    assertTrue(Arrays.equals(Files.readAllBytes(archive), Files.readAllBytes(again)));
  }
}
