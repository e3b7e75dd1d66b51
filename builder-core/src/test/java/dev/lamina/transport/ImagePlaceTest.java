package dev.lamina.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.reference.Reference;
import dev.lamina.transport.ImagePlace.ArchiveKind;
import dev.lamina.transport.ImagePlace.InArchive;
import dev.lamina.transport.ImagePlace.InDirectory;
import dev.lamina.transport.ImagePlace.InEngine;
import dev.lamina.transport.ImagePlace.InLayout;
import dev.lamina.transport.ImagePlace.InRegistry;
import dev.lamina.transport.ImagePlace.InStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImagePlaceTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @Test
  void places_are_written_as_skopeo_writes_them() {
    Map<String, ImagePlace> table = new LinkedHashMap<>();
    table.put("store:hello", new InStore("hello"));
    table.put("store:", new InStore(""));
    table.put("docker://a.example/b:1", new InRegistry(Reference.parse("a.example/b:1")));
    table.put("docker://hello", new InRegistry(Reference.parse("hello:latest")));
    table.put("oci:dir", new InLayout(Path.of("dir"), null));
    table.put("oci:dir:", new InLayout(Path.of("dir"), null));
    table.put("oci:/a/dir:v1", new InLayout(Path.of("/a/dir"), "v1"));
    table.put("oci:dir:example.org/x:1", new InLayout(Path.of("dir"), "example.org/x:1"));
    table.put("oci:dir:@2", new InLayout(Path.of("dir"), "@2"));
    table.put("oci:dir@" + DIGEST, new InLayout(Path.of("dir"), "@" + DIGEST));
    table.put("oci:dir:" + DIGEST, new InLayout(Path.of("dir"), DIGEST));
    table.put("oci:a@b:v1", new InLayout(Path.of("a@b"), "v1"));
    table.put("oci-archive:x.tar:v1", archive(ArchiveKind.OCI, "x.tar", "v1"));
    table.put("docker-archive:x.tar", archive(ArchiveKind.DOCKER, "x.tar", null));
    table.put("docker-archive:x.tar:a:1", archive(ArchiveKind.DOCKER, "x.tar", "a:1"));
    table.put("docker-archive:-", new InArchive(ArchiveKind.DOCKER, ImagePlace.STANDARD, null));
    table.put("docker-daemon:a:1", new InEngine("a:1"));
    table.put("docker-daemon:" + DIGEST, new InEngine(DIGEST));
    table.put("dir:x/y", new InDirectory(Path.of("x/y")));
    table.put("dir:x:y", new InDirectory(Path.of("x:y")));
    table.forEach((text, place) -> assertEquals(place, ImagePlace.parse(text), text));
  }

  private static ImagePlace archive(ArchiveKind kind, String file, @Nullable String name) {
    return new InArchive(kind, Path.of(file), name);
  }

  @Test
  void what_is_printed_is_read_back() {
    for (String text :
        List.of(
            "store:hello",
            "docker://docker.io/library/hello:1",
            "oci:dir:v1",
            "oci:dir@" + DIGEST,
            "oci-archive:x.tar",
            "docker-archive:-:a:1",
            "docker-daemon:a:1",
            "dir:x")) {
      assertEquals(text, ImagePlace.parse(text).toString());
      assertEquals(ImagePlace.parse(text), ImagePlace.parse(ImagePlace.parse(text).toString()));
    }
  }

  @Test
  void what_is_no_place_is_refused_with_what_there_is() {
    for (String text :
        List.of(
            "",
            "hello",
            "Docker://x",
            "docker:x",
            "dir:",
            "oci:",
            "oci::v1",
            "docker-archive:",
            "docker-daemon:",
            "docker://",
            "docker://A",
            "dir:a\0b")) {
      assertThrows(IllegalArgumentException.class, () -> ImagePlace.parse(text), text);
    }
    IllegalArgumentException none =
        assertThrows(IllegalArgumentException.class, () -> ImagePlace.parse("x\u001b"));
    assertTrue(String.valueOf(none.getMessage()).startsWith("'x\\x1b' names no transport (write "));
    assertFalse(ImagePlace.isPlace("hello:1"));
    assertTrue(ImagePlace.isPlace("oci:x"));
  }

  @Test
  void paths_are_taken_from_a_directory_and_standard_streams_stay() {
    Path above = Path.of("/above");
    assertEquals("dir:/above/x", ImagePlace.parse("dir:x").below(above).toString());
    assertEquals("oci:/x:1", ImagePlace.parse("oci:/x:1").below(above).toString());
    assertEquals(
        "docker-archive:/above/x:1",
        ImagePlace.parse("docker-archive:x:1").below(above).toString());
    assertEquals("oci-archive:-", ImagePlace.parse("oci-archive:-").below(above).toString());
    assertEquals("store:x", ImagePlace.parse("store:x").below(above).toString());
  }

  @Test
  void places_without_manifests_say_so() {
    for (ArchiveKind kind : ArchiveKind.values()) {
      assertEquals(kind == ArchiveKind.OCI, new InArchive(kind, Path.of("x"), null).keepsDigests());
    }
    assertFalse(new InEngine("x").keepsDigests());
    assertTrue(new InDirectory(Path.of("x")).keepsDigests());
  }
}
