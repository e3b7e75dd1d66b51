package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that others write, in our hands. */
class ForeignArchivesIT {
  private static final String NAME = "docker.io/library/foreign:1";

  @TempDir Path scratch;

  private static String context() {
    return Golden.testdata().resolve("build/hello").toAbsolutePath().toString();
  }

  /** Loads an archive and compares the image with the one that we build ourselves. */
  private void holds(Path archive) throws IOException {
    CommandRun lamina = new CommandRun(scratch.resolve("store"));
    String said = lamina.reading(archive, "load").ok().out();
    assertEquals("Loaded image: foreign:1\n", said);
    CommandRun own = Hello.built(scratch.resolve("own"));
    assertEquals(StoreTree.list(own.store(), "hello"), StoreTree.list(lamina.store(), "foreign:1"));
    String command = "{{json .Config.Cmd}}";
    assertEquals(
        own.run("inspect", "--format", command, "hello").ok().out(),
        lamina.run("inspect", "--format", command, "foreign:1").ok().out());
    lamina.run("verify").ok();
    assertEquals(
        StoreTree.list(lamina.store(), "foreign:1"), Layouts.tree(lamina.store(), NAME, scratch));
  }

  @Test
  void docker_save_of_either_builder_is_loaded() throws IOException {
    Peers.require("dockerd");
    try (Dockerd engine = Dockerd.start(scratch.resolve("engine"))) {
      for (String buildKit : new String[] {"0", "1"}) {
        engine
            .docker(
                engine.sh().env("DOCKER_BUILDKIT", buildKit), "build", "-t", "foreign:1", context())
            .ok();
        Path archive = scratch.resolve("docker-" + buildKit + ".tar");
        engine.docker("save", "-o", archive.toString(), "foreign:1").ok();
        holds(archive);
      }
    }
  }

  private LocalTool buildah() throws IOException {
    LocalTool buildah = LocalTool.buildah(scratch.resolve("storage"));
    buildah.run("bud", "--format", "docker", "-t", NAME, context()).ok();
    return buildah;
  }

  @Test
  void podman_save_as_docker_archive_is_loaded() throws IOException {
    holds(podmanSaved("docker-archive"));
  }

  @Test
  void podman_save_as_oci_archive_is_loaded() throws IOException {
    holds(podmanSaved("oci-archive"));
  }

  private Path podmanSaved(String format) throws IOException {
    buildah();
    LocalTool podman = LocalTool.podman(scratch.resolve("storage"));
    Path archive = scratch.resolve("podman.tar");
    podman.run("save", "--format", format, "-o", archive.toString(), NAME).ok();
    Machine.unmountBelow(scratch);
    return archive;
  }

  @Test
  void skopeo_copy_to_docker_archive_is_loaded() throws IOException {
    holds(skopeoCopied("docker-archive:"));
  }

  @Test
  void skopeo_copy_to_oci_archive_is_loaded() throws IOException {
    holds(skopeoCopied("oci-archive:"));
  }

  private Path skopeoCopied(String kind) throws IOException {
    Path layout = scratch.resolve("layout");
    buildah().run("push", NAME, "oci:" + layout + ":it").ok();
    Path archive = scratch.resolve("skopeo.tar");
    Layouts.copy(scratch, "oci:" + layout + ":it", kind + archive + ":" + NAME);
    return archive;
  }
}
