package dev.lamina.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of {@code testdata/build}: something to build, and what comes of it.
 *
 * <ul>
 *   <li>{@code Dockerfile}; {@code .dockerignore}; {@code base.Dockerfile}, which makes an image
 *       with the name {@code base-CASE} beforehand. They lie in the context.
 *   <li>The rest of the context: {@code context} names recipes of {@code testdata/contexts}, or
 *       directories there whose files are taken, a line each; {@code context.tree} has lines of
 *       {@link Trees}; {@code context.sh} is run in the context, with bash, and with {@code CASE}
 *       for the case's folder. A first line {@code # needs xz zstd} in a script names the tools
 *       without which the case is skipped.
 *   <li>{@code options} of the command {@code build}, a word a line.
 *   <li>{@code image.golden} or {@code problems.golden}.
 *   <li>{@code peers}: builders that cannot be given this, a line each: {@code classic,buildkit:
 *       REASON}, or {@code none: REASON} when nobody else can.
 * </ul>
 *
 * @param folder where all this is
 */
public record BuildCase(Path folder) {
  private static final List<String> IN_CONTEXT =
      List.of("Dockerfile", "dockerfile", "base.Dockerfile", ".dockerignore");

  /** Every case, in the order of their names. */
  public static List<BuildCase> all() {
    return Golden.cases("build").stream().map(BuildCase::new).toList();
  }

  public String name() {
    return folder.getFileName().toString();
  }

  /** The name that the image of {@code base.Dockerfile} has. */
  public String baseName() {
    return "base-" + name();
  }

  /** What is given to every builder besides names and context. */
  public List<String> options() throws IOException {
    return lines(folder.resolve("options"));
  }

  /** Whether an image has to be made first. */
  public boolean hasBase() {
    return Files.exists(folder.resolve("base.Dockerfile"));
  }

  /** Whether the build ends in an error. */
  public boolean isRefused() {
    return Files.exists(folder.resolve("problems.golden"));
  }

  /** Whether a builder is given this. */
  public boolean isFor(String builder) throws IOException {
    return lines(folder.resolve("peers")).stream()
        .flatMap(line -> Stream.of(line.replaceFirst(": .*", "").split(",", -1)))
        .noneMatch(kept -> kept.equals("none") || kept.equals(builder));
  }

  /**
   * Lays out the context, with the Dockerfiles in it.
   *
   * @param scratch an existing directory; the context is made in it
   * @return the context's directory
   */
  public Path context(Path scratch) throws IOException {
    Path context = Files.createDirectory(scratch.resolve(name()));
    for (String shared : lines(folder.resolve("context"))) {
      add(Golden.testdata().resolve("contexts").resolve(shared), context);
    }
    add(folder.resolve("context.tree"), context);
    for (String name : IN_CONTEXT) {
      if (Files.exists(folder.resolve(name)) && !Files.exists(context.resolve(name))) {
        Files.copy(folder.resolve(name), context.resolve(name));
        Files.setAttribute(context.resolve(name), "unix:mode", 0644);
      }
    }
    add(folder.resolve("context.sh"), context);
    return context;
  }

  private void add(Path recipe, Path context) throws IOException {
    if (Files.isDirectory(recipe)) {
      copyFiles(recipe, context);
      return;
    }
    List<String> lines = lines(recipe);
    if (!recipe.toString().endsWith(".sh")) {
      TreeOnDisk.make(context, Trees.entries(lines.toArray(String[]::new)));
    } else if (!lines.isEmpty()) {
      Peers.require("bash");
      if (lines.get(0).startsWith("# needs ")) {
        List.of(lines.get(0).substring("# needs ".length()).split(" ", -1)).forEach(Peers::require);
      }
      Sh.in(context)
          .env("LC_ALL", "C.UTF-8")
          .env("CASE", folder.toAbsolutePath().toString())
          .run("bash", "-eu", recipe.toAbsolutePath().toString())
          .ok();
    }
  }

  private static void copyFiles(Path from, Path context) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(each -> !each.endsWith("make.sh")).sorted().toList()) {
        Path copy = Files.copy(file, context.resolve(file.getFileName()));
        Files.setAttribute(copy, "unix:mode", 0644);
      }
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file, UTF_8).stream().filter(line -> !line.isEmpty()).toList()
        : List.of();
  }
}
