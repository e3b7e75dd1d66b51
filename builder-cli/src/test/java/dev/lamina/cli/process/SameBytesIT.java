package dev.lamina.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.build.BuildRequest;
import dev.lamina.digest.Digest;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One context, built in every environment that could have a say: one image. What comes of it is
 * written in {@code testdata/bytes/rich}.
 */
@EnabledOnOs(OS.LINUX)
class SameBytesIT {
  private static final Path MEMORY = Path.of("/dev/shm");

  @TempDir Path temp;

  private final Path folder = Golden.testdata().resolve("bytes/rich");
  private Path forward;
  private Path reverse;
  private Path inMemory;
  private int builds;

  /** What a build has given. */
  private record Made(String manifest, String imageId) {}

  @BeforeEach
  void write_the_context_in_several_places() throws IOException {
    List<String> recipe = Files.readAllLines(folder.resolve("context.txt"));
    forward = RichContext.write(temp.resolve("c"), recipe, RichContext.Order.FORWARD);
    reverse =
        RichContext.write(
            temp.resolve("a long name with spaces/".repeat(4)), recipe, RichContext.Order.REVERSE);
    inMemory = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : temp, "lamina");
    RichContext.write(inMemory, recipe, RichContext.Order.REVERSE);
  }

  @AfterEach
  void leave_nothing_in_memory() {
    Sh.in(temp).run("rm", "-rf", inMemory.toString()).ok();
  }

  private Made build(Command command, Path context, String compression) throws IOException {
    Path made = Files.createDirectory(temp.resolve("made" + builds++));
    command
        .run(
            "build",
            "-q",
            "--store",
            made.resolve("store").toString(),
            "--platform=linux/amd64",
            "--compression=" + compression,
            "--digestfile=" + made.resolve("digest"),
            "--iidfile=" + made.resolve("id"),
            "--tag=rich",
            "--file=" + folder.resolve("Dockerfile").toAbsolutePath(),
            context.toString())
        .ok();
    return new Made(
        Files.readString(made.resolve("digest")).strip(),
        Files.readString(made.resolve("id")).strip());
  }

  private Command command() {
    return Command.in(temp).env("TZ", "UTC").env("LC_ALL", "C.UTF-8");
  }

  private void sameEverywhere(String compression, Made expected, List<UnaryOperator<Command>> all)
      throws IOException {
    List<Path> places = List.of(reverse, forward, inMemory);
    for (int i = 0; i < all.size(); i++) {
      Path context = places.get(i % places.size());
      Made made = build(all.get(i).apply(command()), context, compression);
      assertEquals(expected, made, compression + ", environment " + i + ", in " + context);
    }
  }

  private static final List<UnaryOperator<Command>> ENVIRONMENTS =
      List.of(
          c -> c.umask("077"),
          c -> c.umask("000").env("LC_ALL", "C"),
          c -> c.umask("022").option("-Duser.language=tr").option("-Duser.country=TR"),
          c -> c.option("-Duser.language=ar").option("-Duser.country=EG"),
          c -> c.env("TZ", "Asia/Kathmandu").option("-XX:ActiveProcessorCount=1"),
          c -> c.option("-XX:ActiveProcessorCount=2").option("-Dfile.encoding=ISO-8859-1"),
          c -> c.option("-XX:-UseSerialGC").option("-XX:+UseParallelGC").env("COLUMNS", "20"),
          SameBytesIT::everythingElsewhere);

  private static Command everythingElsewhere(Command command) {
    return command
        .umask("077")
        .env("LC_ALL", "C")
        .env("TZ", "Asia/Kathmandu")
        .option("-Duser.language=tr")
        .option("-XX:ActiveProcessorCount=1");
  }

  @Test
  void umask_locale_time_zone_processors_and_order_of_files_change_no_byte() throws IOException {
    Made plain = build(command(), forward, "none");
    sameEverywhere("none", plain, ENVIRONMENTS);
    Made zstd = build(command(), forward, "zstd");
    sameEverywhere("zstd", zstd, List.of(SameBytesIT::everythingElsewhere));
    Made gzip = build(command(), forward, "gzip");
    sameEverywhere("gzip", gzip, List.of(SameBytesIT::everythingElsewhere));
    assertEquals(plain.imageId(), zstd.imageId());
    assertEquals(plain.imageId(), gzip.imageId());
    Golden.check(folder.resolve("digests.golden"), digests(plain, zstd, gzip));
  }

  private String digests(Made plain, Made zstd, Made gzip) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# diffIDs: the layers, whatever compresses them\n");
    for (Digest diffId :
        Images.open(temp.resolve("made0/store"), ImagesOptions.DEFAULT)
            .inspect("rich", BuildRequest.DEFAULT_PLATFORM)
            .image()
            .config()
            .value()
            .rootFs()
            .diffIds()) {
      text.append(diffId).append('\n');
    }
    text.append("# image ID: the config\n").append(plain.imageId()).append('\n');
    text.append("# manifest, --compression none\n").append(plain.manifest()).append('\n');
    text.append("# manifest, --compression zstd\n").append(zstd.manifest()).append('\n');
    text.append("# manifest, --compression gzip\n").append(gzip.manifest()).append('\n');
    return text.toString();
  }

  @Test
  void other_java_runtimes_give_the_same_image() throws IOException {
    List<Path> others = Jdks.others();
    assumeTrue(!others.isEmpty(), "there is one Java runtime only");
    Made plain = build(command(), forward, "none");
    Made zstd = build(command(), forward, "zstd");
    Made gzip = build(command(), forward, "gzip");
    for (Path java : others) {
      UnaryOperator<Command> there = c -> c.java(java);
      sameEverywhere("none", plain, List.of(there, c -> everythingElsewhere(there.apply(c))));
      sameEverywhere("zstd", zstd, List.of(there));
      sameEverywhere("gzip", gzip, List.of(there));
    }
  }
}
