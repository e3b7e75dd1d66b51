package dev.lamina.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.oci.Descriptor;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import dev.lamina.testing.RawTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedBuildTest {
  private static final String COPY = "FROM scratch\nCOPY . /app/\n";

  @TempDir Path temp;
  private CachedBuild builds;

  @BeforeEach
  void files() throws IOException {
    builds = new CachedBuild(temp, 10);
    write("a", "one");
    write("d/b", "two");
  }

  private void write(String name, String text) throws IOException {
    Path file = builds.context().resolve(name);
    Files.createDirectories(file.getParent());
    FileStatus before = Fs.status(file);
    do {
      Files.writeString(file, text);
    } while (isSameTick(before, Fs.status(file)));
  }

  /** The clock of the file system may stand still for some milliseconds. */
  private static boolean isSameTick(@Nullable FileStatus before, @Nullable FileStatus after) {
    return before != null && after != null && before.ctime().equals(after.ctime());
  }

  @Test
  void the_same_input_is_not_made_again() throws IOException, DockerfileException {
    Descriptor first = builds.cached(COPY);
    assertEquals(List.of("EXECUTED"), builds.outcomes());
    assertEquals(first, builds.cached(COPY));
    assertEquals(List.of("CACHED"), builds.outcomes());
    assertEquals(first, builds.fresh(COPY));
  }

  @Test
  void a_touched_file_is_read_and_its_layer_found() throws IOException, DockerfileException {
    Descriptor first = builds.cached(COPY);
    Files.setLastModifiedTime(builds.context().resolve("a"), FileTime.fromMillis(12345));
    assertEquals(first, builds.cached(COPY));
    assertEquals(List.of("CACHED"), builds.outcomes());
  }

  @Test
  void an_edit_that_keeps_size_and_time_is_seen() throws IOException, DockerfileException {
    Path file = builds.context().resolve("a");
    Files.setLastModifiedTime(file, FileTime.fromMillis(12345));
    Descriptor first = builds.cached(COPY);
    write("a", "neo");
    Files.setLastModifiedTime(file, FileTime.fromMillis(12345));
    Descriptor second = builds.cached(COPY);
    assertEquals(List.of("EXECUTED"), builds.outcomes());
    assertNotEquals(first, second);
    assertEquals(builds.fresh(COPY), second);
  }

  @Test
  void an_edit_within_the_tick_in_which_the_file_was_read_is_seen()
      throws IOException, DockerfileException {
    builds = new CachedBuild(temp, 0);
    for (int i = 0; i < 50; i++) {
      Files.writeString(builds.context().resolve("a"), String.valueOf(100 + i));
      assertEquals(builds.fresh(COPY), builds.cached(COPY), "edit " + i);
    }
  }

  @Test
  void what_was_built_earlier_is_found_again() throws IOException, DockerfileException {
    Descriptor first = builds.cached(COPY);
    write("a", "neo");
    builds.cached(COPY);
    write("a", "one");
    assertEquals(first, builds.cached(COPY));
    assertEquals(List.of("CACHED"), builds.outcomes());
  }

  @Test
  void without_the_cache_every_layer_is_made_and_remembered()
      throws IOException, DockerfileException {
    Descriptor first = builds.cached(COPY, r -> r.cache(CacheUse.IGNORED));
    assertEquals(first, builds.cached(COPY, r -> r.cache(CacheUse.IGNORED)));
    assertEquals(List.of("EXECUTED"), builds.outcomes());
    assertEquals(first, builds.cached(COPY));
    assertEquals(List.of("CACHED"), builds.outcomes());
  }

  @Test
  void compression_is_part_of_the_input() throws IOException, DockerfileException {
    builds.cached(COPY);
    builds.cached(COPY, r -> r.compression(Compression.NONE));
    assertEquals(List.of("EXECUTED"), builds.outcomes());
  }

  @Test
  void layers_do_not_depend_on_what_they_lie_on() throws IOException, DockerfileException {
    builds.cached(COPY);
    builds.cached("FROM scratch\nWORKDIR /w\nCOPY . /app/\n");
    assertEquals(List.of("EXECUTED", "CACHED"), builds.outcomes());
    builds.cached("FROM scratch\nENV A=b\nCOPY . /app/\n", r -> r.label("x", "y"));
    assertEquals(List.of("EXECUTED", "CACHED"), builds.outcomes());
  }

  @Test
  void what_comes_out_of_layers_is_found_without_reading_them()
      throws IOException, DockerfileException {
    String text = "FROM scratch AS one\nCOPY . /app/\nFROM scratch\nCOPY --from=one /app/d /d/\n";
    Descriptor first = builds.cached(text);
    assertEquals(List.of("EXECUTED", "EXECUTED"), builds.outcomes());
    assertEquals(first, builds.cached(text));
    assertEquals(List.of("CACHED", "CACHED"), builds.outcomes());
    Descriptor squashed = builds.cached(text, r -> r.layers(BuildRequest.Layers.SQUASHED));
    assertEquals(squashed, builds.cached(text, r -> r.layers(BuildRequest.Layers.SQUASHED)));
  }

  @Test
  void texts_of_the_dockerfile_are_found() throws IOException, DockerfileException {
    String text = "FROM scratch\nCOPY <<x /x\nhello\nx\n";
    Descriptor first = builds.cached(text);
    assertEquals(first, builds.cached(text));
    assertEquals(List.of("CACHED"), builds.outcomes());
    builds.cached("FROM scratch\nCOPY <<x /x\nhullo\nx\n");
    assertEquals(List.of("EXECUTED"), builds.outcomes());
  }

  @Test
  void an_archive_that_is_unpacked_is_read_once() throws IOException, DockerfileException {
    byte[] tar =
        RawTar.cat(
            RawTar.file("x/b", "one"),
            RawTar.file("x/a", "two"),
            RawTar.file("e", ""),
            RawTar.end());
    Files.write(builds.context().resolve("t.tar"), tar);
    String text = "FROM scratch\nADD t.tar /u/\n";
    Descriptor first = builds.cached(text);
    assertEquals(List.of("EXECUTED"), builds.outcomes());
    assertEquals(first, builds.cached(text));
    assertEquals(List.of("CACHED"), builds.outcomes());
    String other = text.replace("/u/", "/v/");
    Descriptor second = builds.cached(other);
    assertEquals(List.of("EXECUTED"), builds.outcomes());
    assertEquals(builds.fresh(other), second);
    tar[512] = 'x';
    Files.write(builds.context().resolve("t.tar"), tar);
    assertEquals(builds.fresh(text), builds.cached(text));
  }

  @Test
  void an_archive_that_is_not_what_it_was_said_to_be_is_not_used()
      throws IOException, DockerfileException {
    Path file = builds.context().resolve("t.tar");
    Files.write(file, RawTar.cat(RawTar.file("a", "one"), RawTar.end()));
    FileStatus status = Objects.requireNonNull(Fs.status(file));
    builds.cached("FROM scratch\nADD t.tar /u/\n");
    // as a write within one tick would leave it, of which the clock says that it was long ago
    do {
      Files.write(file, RawTar.cat(RawTar.file("a", "neo"), RawTar.end()));
    } while (isSameTick(status, Fs.status(file)));
    builds.forge("t.tar", status);
    assertThrows(
        ContentMismatchException.class, () -> builds.cached("FROM scratch\nADD t.tar /v/\n"));
  }

  @Test
  void a_layer_that_was_collected_is_made_again() throws IOException, DockerfileException {
    Descriptor first = builds.cached(COPY);
    CachedBuild elsewhere = new CachedBuild(temp, 10);
    assertEquals(first, elsewhere.cached(COPY));
    assertEquals(List.of("EXECUTED"), elsewhere.outcomes());
  }

  @Test
  void a_damaged_cache_is_none() throws IOException, DockerfileException {
    Descriptor first = builds.cached(COPY);
    try (Stream<Path> all = Files.walk(builds.cache())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
      }
    }
    assertEquals(first, builds.cached(COPY));
    assertEquals(List.of("EXECUTED"), builds.outcomes());
    assertEquals(first, builds.cached(COPY));
    assertEquals(List.of("CACHED"), builds.outcomes());
  }

  /** One change of a context; numbers choose what. */
  private record Edit(String kind, int file, int value) {}

  private static Edit edit(SplittableRandom random) {
    String[] kinds = {"write", "edit", "mode", "rename", "touch", "link", "delete", "ignore"};
    return new Edit(kinds[random.nextInt(kinds.length)], random.nextInt(4), random.nextInt(3));
  }

  @Test
  void a_build_with_a_cache_makes_what_one_without_makes() {
    String text =
        "FROM scratch AS one\nCOPY . /app/\nFROM scratch\nCOPY --from=one /app /b/\nADD . /c/\n";
    Law.forAll(
        Gen.lists(CachedBuildTest::edit, 12),
        25,
        edits -> {
          Path place = Files.createTempDirectory(temp, "law");
          builds = new CachedBuild(place, 0);
          for (Edit edit : edits) {
            apply(edit);
            assertEquals(builds.fresh(text), builds.cached(text), edit.toString());
          }
          remove(place);
        });
  }

  private void apply(Edit edit) throws IOException {
    Path file = builds.context().resolve("d" + edit.file % 2 + "/f" + edit.file);
    Path other = builds.context().resolve("d0/f" + edit.value);
    Files.createDirectories(file.getParent());
    Files.createDirectories(other.getParent());
    boolean there = Files.isRegularFile(file);
    switch (edit.kind) {
      case "write" -> Files.writeString(file, "x".repeat(edit.value));
      case "edit" -> Files.writeString(file, String.valueOf(edit.value));
      case "ignore" ->
          Files.writeString(builds.context().resolve(".dockerignore"), "*/f" + edit.value + "\n");
      case "delete" -> Files.deleteIfExists(file);
      case "mode" -> {
        if (there) {
          String mode = List.of("rw-------", "rwxr-xr-x", "rw-r--r--").get(edit.value);
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
      }
      case "rename" -> {
        if (there) {
          Files.move(file, other, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      case "touch" -> {
        if (there) {
          Files.setLastModifiedTime(file, FileTime.fromMillis(edit.value));
        }
      }
      case "link" -> {
        if (there && !file.equals(other)) {
          Files.deleteIfExists(other);
          Files.createLink(other, file);
        }
      }
      default -> throw new IllegalStateException(edit.kind);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
