package dev.lamina.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.build.BuildRequest;
import dev.lamina.image.Image;
import dev.lamina.oci.Descriptor;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One context, built by the packaged command in surroundings of every kind: one image. What comes
 * of it is written in {@code testdata/bytes/rich}, so that runs on different machines and runtimes
 * agree too.
 */
@EnabledOnOs(OS.LINUX)
class BytesMatrixIT {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final List<String> COMPRESSIONS = List.of("gzip", "zstd", "none");
  private static final int COMBINATIONS = 3;
  private static final long SEED = Long.getLong("law.seed", 1);

  @TempDir Path temp;

  private final Path folder = Golden.testdata().toAbsolutePath().normalize().resolve("bytes/rich");
  private final Path launcher = folder.resolve("../../../builder-cli/bin/lamina").normalize();
  private final Set<Path> contexts = new HashSet<>();
  private Path memory = MEMORY;
  private int builds;

  /** What a build has given; the digest of a manifest stands for those of its layers. */
  private record Made(String compression, String manifest, String imageId, Path store) {
    boolean isSame(Made other) {
      return manifest.equals(other.manifest) && imageId.equals(other.imageId);
    }
  }

  @BeforeEach
  void find_memory() throws IOException {
    memory = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : temp, "lamina");
  }

  @AfterEach
  void leave_nothing_in_memory() {
    Sh.in(temp).run("rm", "-rf", memory.toString()).ok();
  }

  @Test
  void nothing_but_the_input_has_a_say_in_the_bytes() throws IOException {
    Surroundings ordinary = Surroundings.ordinary(Jdks.own());
    List<Made> expected = build(ordinary);
    String digests = digests(expected);
    List<Surroundings> others = new ArrayList<>(ordinary.neighbours());
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < COMBINATIONS; i++) {
      others.add(Surroundings.random(Jdks.own(), random));
    }
    assertSameIn(others, expected);
    Golden.check(folder.resolve("digests.golden"), digests);
  }

  @Test
  void every_java_runtime_of_this_machine_gives_the_same_bytes() throws IOException {
    List<Path> runtimes = Jdks.others();
    assumeTrue(
        !runtimes.isEmpty(),
        () -> "no Java runtime of version 17 or newer here but " + System.getProperty("java.home"));
    Surroundings ordinary = Surroundings.ordinary(Jdks.own());
    List<Surroundings> others = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(SEED);
    for (Path runtime : runtimes) {
      others.add(Surroundings.ordinary(runtime));
      others.add(Surroundings.random(runtime, random));
    }
    assertSameIn(others, build(ordinary));
  }

  private void assertSameIn(List<Surroundings> others, List<Made> expected) throws IOException {
    List<String> different = new ArrayList<>();
    for (Surroundings surroundings : others) {
      List<Made> made = build(surroundings);
      for (int i = 0; i < made.size(); i++) {
        if (!made.get(i).isSame(expected.get(i))) {
          different.add(made.get(i) + " instead of " + expected.get(i) + " in " + surroundings);
        }
      }
      Sh.in(temp).run("rm", "-rf", temp.resolve("made").toString()).ok();
    }
    assertEquals(List.of(), different, () -> "-Dlaw.seed=" + SEED);
  }

  private List<Made> build(Surroundings surroundings) throws IOException {
    Path context = surroundings.place().in(temp.resolve(surroundings.order().name()), memory);
    if (surroundings.place() == Surroundings.Place.MEMORY) {
      context = context.resolve(surroundings.order().name());
    }
    if (contexts.add(context)) {
      List<String> recipe = Files.readAllLines(folder.resolve("context.txt"));
      RichContext.write(context, recipe, surroundings.order());
    }
    List<Made> all = new ArrayList<>();
    for (String compression : COMPRESSIONS) {
      all.add(build(surroundings, context, compression));
    }
    return all;
  }

  private Made build(Surroundings surroundings, Path context, String compression)
      throws IOException {
    Path made = Files.createDirectories(temp.resolve("made/" + builds++));
    Sh.in(temp)
        .timeout(Duration.ofMinutes(5))
        .env("JAVA_HOME", surroundings.java().toString())
        .env("LC_ALL", surroundings.locale())
        .env("TZ", surroundings.zone())
        .env("XDG_CACHE_HOME", temp.resolve("cache").toString())
        .env(
            "LAMINA_JAVA_OPTS",
            "-Duser.language=" + surroundings.language() + " " + surroundings.options())
        .run(
            "sh",
            "-c",
            "umask " + surroundings.umask() + "; exec \"$@\"",
            "sh",
            launcher.toString(),
            "build",
            "-q",
            "--store=" + made.resolve("store"),
            "--platform=linux/amd64",
            "--compression=" + compression,
            "--digestfile=" + made.resolve("digest"),
            "--iidfile=" + made.resolve("id"),
            "--tag=rich",
            "--file=" + folder.resolve("Dockerfile"),
            context.toString())
        .ok();
    return new Made(
        compression,
        Files.readString(made.resolve("digest")).strip(),
        Files.readString(made.resolve("id")).strip(),
        made.resolve("store"));
  }

  private static String digests(List<Made> expected) throws IOException {
    StringBuilder text = new StringBuilder("# diffIDs: the layers, whatever compresses them\n");
    Made first = expected.get(0);
    image(first).config().value().rootFs().diffIds().forEach(d -> text.append(d).append('\n'));
    text.append("# image ID: the config\n").append(first.imageId()).append('\n');
    for (Made made : expected) {
      assertEquals(first.imageId(), made.imageId(), made.compression());
      text.append("# --compression ").append(made.compression()).append(": layers, manifest\n");
      for (Descriptor layer : image(made).manifest().layers()) {
        text.append(layer.digest()).append('\n');
      }
      text.append(made.manifest()).append('\n');
    }
    return text.toString();
  }

  private static Image image(Made made) throws IOException {
    return Images.open(made.store(), ImagesOptions.DEFAULT)
        .inspect("rich", BuildRequest.DEFAULT_PLATFORM)
        .image();
  }
}
