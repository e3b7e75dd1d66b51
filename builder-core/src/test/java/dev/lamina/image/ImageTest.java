package dev.lamina.image;

import static dev.lamina.image.SampleImages.AMD64;
import static dev.lamina.image.SampleImages.ARM64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTest {
  private final MemoryImages source = new MemoryImages();

  @Test
  void an_index_gives_the_image_of_the_platform() throws IOException {
    Descriptor root = SampleImages.index(source, "x");
    Image image = Image.read(source, root, new PlatformMatcher(ARM64));
    assertEquals(ARM64, image.config().value().platform());
    assertEquals(image.manifest().config().digest(), image.id());
  }

  @Test
  void an_index_in_an_index_is_followed() throws IOException {
    Descriptor inner = SampleImages.index(source, "x").withPlatform(AMD64);
    Descriptor root = SampleImages.index(source, List.of(inner));
    Image image = Image.read(source, root, new PlatformMatcher(AMD64));
    assertEquals(AMD64, image.config().value().platform());
  }

  @Test
  void a_platform_that_an_index_lacks_is_not_found_and_the_others_are_listed() {
    Descriptor root = SampleImages.index(source, "x");
    PlatformMatcher matcher = new PlatformMatcher(new Platform("linux", "s390x"));
    NotFoundException missing =
        assertThrows(NotFoundException.class, () -> Image.read(source, root, matcher));
    assertEquals(
        "index "
            + root.digest()
            + " has no image for linux/s390x; it has: linux/amd64, linux/arm64",
        missing.getMessage());
  }

  @Test
  void a_manifest_is_read_whatever_its_platform() throws IOException {
    Descriptor root = SampleImages.image(source, ARM64, Compression.GZIP, "a");
    assertEquals(root, Image.read(source, root, new PlatformMatcher(AMD64)).descriptor());
  }

  @Test
  void an_artifact_is_refused() {
    Descriptor config = SampleImages.put(source, MediaType.EMPTY, new byte[] {'{', '}'});
    refused(config, List.of(), "is not an image: its config is application/vnd.oci.empty.v1+json");
  }

  @Test
  void a_config_with_another_number_of_layers_is_refused() {
    Descriptor config =
        SampleImages.put(
            source, MediaType.OCI_CONFIG, SampleImages.config(AMD64, List.of("a", "b")));
    Descriptor layer =
        SampleImages.put(source, MediaType.OCI_LAYER_TAR, SampleImages.layerTar("a"));
    refused(config, List.of(layer), "has 1 layers, its config " + config.digest() + " names 2");
  }

  private void refused(Descriptor config, List<Descriptor> layers, String why) {
    var document = ImageManifest.of(MediaType.OCI_MANIFEST, config, layers).toDocument();
    source.put(document);
    RefusedInputException refused =
        assertThrows(
            RefusedInputException.class,
            () -> Image.read(source, document.descriptor(), new PlatformMatcher(AMD64)));
    assertTrue(refused.toString().endsWith(why), refused::toString);
  }
}
