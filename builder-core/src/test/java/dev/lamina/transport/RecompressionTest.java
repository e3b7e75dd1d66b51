package dev.lamina.transport;

import static dev.lamina.image.SampleImages.AMD64;
import static dev.lamina.image.SampleImages.ARM64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.image.Image;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.image.SampleImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.Cancellation;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecompressionTest {
  @TempDir Path scratch;
  private StoreSession session;

  @BeforeEach
  void open() throws IOException {
    session = ImageStore.open(scratch.resolve("store"), StoreOptions.DEFAULT).session("test");
  }

  @AfterEach
  void close() throws IOException {
    session.close();
  }

  private Descriptor recompress(Descriptor root, Compression compression) throws IOException {
    return new Recompression(session, session, compression, 2, Cancellation.NONE).of(root);
  }

  @Test
  void layers_change_and_the_image_id_stays() throws IOException {
    Descriptor root = SampleImages.image(session, AMD64, Compression.GZIP, "a", "b");
    Descriptor zstd = recompress(root, Compression.ZSTD);
    Image before = Image.ofManifest(session, root);
    Image after = Image.ofManifest(session, zstd);
    assertEquals(before.id(), after.id());
    after
        .manifest()
        .layers()
        .forEach(layer -> assertEquals(MediaType.OCI_LAYER_ZSTD, layer.mediaType()));
    assertEquals(root.digest(), recompress(zstd, Compression.GZIP).digest(), "and back again");
  }

  @Test
  void what_is_so_already_stays_byte_for_byte() throws IOException {
    Descriptor root = SampleImages.index(session, "x");
    assertEquals(root.digest(), recompress(root, Compression.GZIP).digest());
    Descriptor plain = recompress(root, Compression.NONE);
    assertNotEquals(root.digest(), plain.digest());
    for (var platform : new dev.lamina.oci.Platform[] {AMD64, ARM64}) {
      PlatformMatcher matcher = new PlatformMatcher(platform);
      assertEquals(
          Image.read(session, root, matcher).id(), Image.read(session, plain, matcher).id());
    }
    assertTrue(session.has(plain));
  }
}
