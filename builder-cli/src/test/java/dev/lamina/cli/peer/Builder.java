package dev.lamina.cli.peer;

import dev.lamina.cli.CommandRun;
import dev.lamina.digest.Digest;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that builds images; each case gets a name of its own. Safe for several threads. */
interface Builder {
  /** As the table of differences names it. */
  String name();

  /**
   * Builds an image.
   *
   * @param context holds the Dockerfile too
   * @param dockerfile its path, or null for the one that the builder finds
   * @param image the name that the image gets
   * @return how it went, and what was said
   */
  Attempt build(Path context, @Nullable Path dockerfile, String image, List<String> options);

  /** Writes images that have been built to an archive of {@code docker save}'s kind. */
  void save(List<String> images, Path archive);

  /** The configs of those of some images that cannot be in an archive: they have no layers. */
  default Map<String, byte[]> withoutLayers(List<String> images) throws IOException {
    return Map.of();
  }

  /** The name that an image has in such an archive. */
  default String inArchive(String image) {
    return image;
  }

  /**
   * How a build went.
   *
   * @param log what was said
   */
  record Attempt(boolean succeeded, String log) {}

  private static Attempt attempt(Sh.Result result) {
    return new Attempt(result.exit() == 0, result.out() + result.err());
  }

  private static String[] words(
      List<String> command,
      String image,
      @Nullable Path dockerfile,
      List<String> options,
      Path context) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("-t", image));
    if (dockerfile != null) {
      words.addAll(List.of("-f", dockerfile.toString()));
    }
    words.addAll(options);
    words.add(context.toString());
    return words.toArray(String[]::new);
  }

  private static String[] with(List<String> command, List<String> more) {
    List<String> words = new ArrayList<>(command);
    words.addAll(more);
    return words.toArray(String[]::new);
  }

  /** The builder that all this is about. */
  record Ours(CommandRun lamina) implements Builder {
    static final String NAME = "lamina";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Attempt build(
        Path context, @Nullable Path dockerfile, String image, List<String> options) {
      CommandRun.Result result =
          lamina.run(words(List.of("build", "-q"), image, dockerfile, options, context));
      return new Attempt(result.exit() == 0, result.out() + result.err());
    }

    @Override
    public void save(List<String> images, Path archive) {
      lamina.run(with(List.of("save", "-o", archive.toString()), images)).ok();
    }
  }

  /**
   * One of Docker's builders.
   *
   * @param name {@code classic}, or {@code buildkit} for the one inside the engine
   */
  record Docker(Dockerd engine, String name) implements Builder {
    /** Its cache takes files of one content for one file, whatever their names are. */
    private static final List<String> UNCACHED = List.of("build", "--no-cache");

    @Override
    public Attempt build(
        Path context, @Nullable Path dockerfile, String image, List<String> options) {
      Sh sh = engine.sh().env("DOCKER_BUILDKIT", name.equals("buildkit") ? "1" : "0");
      return attempt(engine.docker(sh, words(UNCACHED, image, dockerfile, options, context)));
    }

    @Override
    public Map<String, byte[]> withoutLayers(List<String> images) throws IOException {
      List<String> command = List.of("image", "inspect", "-f", "{{.Id}} {{json .RootFS}}");
      String out = engine.docker(engine.sh(), with(command, images)).ok().out();
      Map<String, byte[]> configs = new LinkedHashMap<>();
      Iterator<String> lines = out.lines().iterator();
      for (String image : images) {
        String[] words = lines.next().split(" ", 2);
        if (!words[1].contains("sha256:")) {
          configs.put(image, engine.config(Digest.parse(words[0])));
        }
      }
      return configs;
    }

    @Override
    public void save(List<String> images, Path archive) {
      engine.docker(engine.sh(), with(List.of("save", "-o", archive.toString()), images)).ok();
    }
  }

  /**
   * {@code buildah bud}, as Docker is most like; podman reads the same storage, and can save many
   * images at once.
   */
  record Buildah(LocalTool buildah, LocalTool podman) implements Builder {
    @Override
    public String name() {
      return "buildah";
    }

    @Override
    public Attempt build(
        Path context, @Nullable Path dockerfile, String image, List<String> options) {
      List<String> command = List.of("bud", "--format", "docker", "--layers=false", "--pull-never");
      return attempt(buildah.run(words(command, image, dockerfile, options, context)));
    }

    @Override
    public void save(List<String> images, Path archive) {
      List<String> command =
          List.of("save", "-q", "--multi-image-archive", "-o", archive.toString());
      podman.run(with(command, images.stream().map(this::inArchive).toList())).ok();
    }

    @Override
    public String inArchive(String image) {
      return "localhost/" + image;
    }
  }
}
