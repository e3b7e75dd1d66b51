package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.cli.CommandRun;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Something that builds images; each case gets a name of its own. */
interface Builder {
  /** As the table of differences names it. */
  String name();

  /**
   * Builds an image.
   *
   * @param context holds the Dockerfile too
   * @param dockerfile its name in the context
   * @param image the name that the image gets
   * @return how it went, and what was said
   */
  Attempt build(Path context, String dockerfile, String image, List<String> options);

  /** The config and tree of an image that has been built. */
  Built read(String image, String log, Path scratch) throws IOException;

  /**
   * How a build went.
   *
   * @param log what was said
   */
  record Attempt(boolean succeeded, String log) {}

  /** The builder that all this is about. */
  record Ours(CommandRun lamina) implements Builder {
    @Override
    public String name() {
      return "lamina";
    }

    @Override
    public Attempt build(Path context, String dockerfile, String image, List<String> options) {
      List<String> words = new ArrayList<>(List.of("build", "-q", "-t", image));
      words.addAll(List.of("-f", context.resolve(dockerfile).toString()));
      words.addAll(options);
      words.add(context.toString());
      CommandRun.Result result = lamina.run(words);
      return new Attempt(result.exit() == 0, result.out() + result.err());
    }

    @Override
    public Built read(String image, String log, Path scratch) throws IOException {
      String id = lamina.run("inspect", "--format", "{{.Id}}", image).ok().out().trim();
      byte[] config =
          Files.readAllBytes(
              lamina.store().resolve("blobs/sha256").resolve(id.substring("sha256:".length())));
      String name = "docker.io/library/" + image + ":latest";
      SortedMap<String, String> tree = Layouts.tree(lamina.store(), name, scratch);
      assertEquals(StoreTree.list(lamina.store(), image), tree, "what umoci and we see");
      return Built.image(config, tree, log);
    }
  }

  /** Docker's builders: {@code classic}, or {@code buildkit} of the same engine. */
  record Docker(Dockerd engine, String name) implements Builder {
    @Override
    public Attempt build(Path context, String dockerfile, String image, List<String> options) {
      List<String> words = new ArrayList<>(List.of("build", "-t", image));
      words.addAll(List.of("-f", context.resolve(dockerfile).toString()));
      words.addAll(options);
      words.add(context.toString());
      Sh sh = engine.sh().env("DOCKER_BUILDKIT", name.equals("buildkit") ? "1" : "0");
      Sh.Result result = engine.docker(sh, words.toArray(String[]::new));
      return new Attempt(result.exit() == 0, result.out() + result.err());
    }

    @Override
    public Built read(String image, String log, Path scratch) throws IOException {
      Path archive = scratch.resolve("docker.tar");
      engine.docker("save", "-o", archive.toString(), image).ok();
      return Foreign.read("docker-archive:" + archive, log, scratch);
    }
  }

  /** {@code buildah bud} as Docker is most like. */
  record Buildah(LocalTool tool) implements Builder {
    @Override
    public String name() {
      return "buildah";
    }

    @Override
    public Attempt build(Path context, String dockerfile, String image, List<String> options) {
      List<String> words =
          new ArrayList<>(
              List.of("bud", "--format", "docker", "--layers", "--pull-never", "-t", image));
      words.addAll(List.of("-f", context.resolve(dockerfile).toString()));
      words.addAll(options);
      words.add(context.toString());
      Sh.Result result = tool.run(words.toArray(String[]::new));
      return new Attempt(result.exit() == 0, result.out() + result.err());
    }

    @Override
    public Built read(String image, String log, Path scratch) throws IOException {
      Path pushed = scratch.resolve("buildah.tar");
      tool.run("push", "-q", image, "docker-archive:" + pushed + ":" + image + ":latest").ok();
      return Foreign.read("docker-archive:" + pushed, log, scratch);
    }
  }

  /** Images of others, through skopeo and umoci. */
  final class Foreign {
    private Foreign() {}

    static Built read(String place, String log, Path scratch) throws IOException {
      Path folder = Files.createTempDirectory(scratch, "image");
      Path plain = folder.resolve("dir");
      Layouts.copy(scratch, place, "dir:" + plain);
      Path layout = folder.resolve("layout");
      Layouts.copy(scratch, "dir:" + plain, "oci:" + layout + ":it");
      JsonObject manifest =
          Json.parseObject(Files.readAllBytes(plain.resolve("manifest.json")), "manifest");
      String digest = manifest.object("config").string("digest");
      byte[] config = Files.readAllBytes(plain.resolve(digest.substring("sha256:".length())));
      try {
        return Built.image(config, Layouts.tree(layout, "it", scratch), log);
      } finally {
        Sh.in(scratch).run("rm", "-rf", folder.toString(), place.replaceFirst("^[^:]*:", "")).ok();
      }
    }
  }
}
