package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.BuildResult;
import dev.lamina.compression.Compression;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.Durability;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.VerifyDepth;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that leave a store as an archive and come back are the same, byte for byte. */
class RoundTripTest {
  private static final ImagesOptions FAST =
      ImagesOptions.DEFAULT.withStore(StoreOptions.DEFAULT.withDurability(Durability.FAST));
  private static final Platform AMD64 = new Platform("linux", "amd64");

  @TempDir Path temp;

  private Images images;

  @BeforeEach
  void fill_a_store() throws IOException, DockerfileException {
    images = Images.open(temp.resolve("store"), FAST);
    build(Compression.GZIP, "one", "one:2", "registry.example:5000/team/one:latest");
    build(Compression.NONE, "plain");
    build(Compression.ZSTD, "packed");
    images.build(
        request("FROM one:2\nCOPY b /b\nCMD [\"/b\"]\n")
            .name(Reference.parse("on-top"))
            .name(Reference.parse("on-top:again"))
            .build());
    images.build(
        request("FROM scratch\nARG TARGETARCH\nLABEL arch=$TARGETARCH\nCOPY a /\n")
            .platforms(List.of(AMD64, Platform.parse("linux/arm64")))
            .name(Reference.parse("both"))
            .build());
  }

  private BuildResult build(Compression compression, String... names)
      throws IOException, DockerfileException {
    BuildRequest.Builder request =
        request("FROM scratch\nCOPY a /bin/a\nCOPY b /etc/\nENV A=b\nUSER 7\n")
            .compression(compression);
    for (String name : names) {
      request.name(Reference.parse(name));
    }
    return images.build(request.build());
  }

  private static BuildRequest.Builder request(String dockerfile) {
    MemoryContext context =
        MemoryContext.builder()
            .file("a", 0755, "a program".repeat(1000).getBytes(UTF_8))
            .file("b", 0600, "a secret".getBytes(UTF_8))
            .build();
    return BuildRequest.builder(DockerfileSource.of("Dockerfile", dockerfile), context);
  }

  private static byte[] saved(Images from, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    from.save(List.of(names), AMD64, out);
    return out.toByteArray();
  }

  private Images loaded(String name, byte[]... archives) throws IOException {
    Images there = Images.open(temp.resolve(name), FAST);
    for (byte[] archive : archives) {
      there.load(new ByteArrayInputStream(archive));
    }
    assertEquals(List.of(), there.verify(VerifyDepth.FULL).findings());
    return there;
  }

  /** Each name, what it stands for and the image ID. */
  private static Map<String, String> names(Images of) throws IOException {
    Map<String, String> names = new TreeMap<>();
    for (ImageSummary image : of.list()) {
      String id = image.id() + " of " + image.root().digest() + " " + image.root().mediaType();
      names.put(String.valueOf(image.name()), id);
    }
    return names;
  }

  private List<String> blobs(String store) throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve(store).resolve("blobs/sha256"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static final String[] ALL = {
    "one",
    "one:2",
    "registry.example:5000/team/one:latest",
    "plain",
    "packed",
    "on-top",
    "on-top:again",
    "both",
  };

  @Test
  void an_empty_store_that_loads_what_was_saved_has_every_name_and_every_blob() throws IOException {
    Images there = loaded("there", saved(images, ALL));
    assertEquals(names(images), names(there));
    assertEquals(8, names(there).size());
    assertEquals(blobs("store"), blobs("there"));
  }

  @Test
  void images_saved_one_by_one_come_back_the_same_too() throws IOException {
    byte[][] archives = new byte[ALL.length][];
    for (int i = 0; i < ALL.length; i++) {
      archives[i] = saved(images, ALL[i]);
    }
    Images there = loaded("there", archives);
    assertEquals(names(images), names(there));
    assertEquals(blobs("store"), blobs("there"));
  }

  @Test
  void an_archive_has_the_same_bytes_each_time_and_from_each_store() throws IOException {
    byte[] once = saved(images, ALL);
    assertArrayEquals(once, saved(images, ALL));
    assertArrayEquals(once, saved(loaded("there", once), ALL));
  }
}
