package dev.lamina.image;

import static dev.lamina.image.SampleImages.AMD64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCopierTest {
  private static final Reference HELLO = Reference.parse("hello");

  private final MemoryImages source = new MemoryImages();
  private final MemoryImages sink = new MemoryImages();

  private ImageManifest manifest(Descriptor root) throws IOException {
    return (ImageManifest) source.manifest(root).value();
  }

  @Test
  void what_is_referred_to_comes_first_and_the_name_last() throws IOException {
    Descriptor root = SampleImages.image(source, AMD64, Compression.GZIP, "a", "b");
    ImageCopier.copy(source, root, sink, HELLO);
    ImageManifest manifest = manifest(root);
    assertEquals(
        List.of(
            "blob " + manifest.layers().get(0).digest(),
            "blob " + manifest.layers().get(1).digest(),
            "blob " + manifest.config().digest(),
            "document " + root.digest(),
            "name hello:latest " + root.digest()),
        sink.journal());
  }

  @Test
  void a_blob_that_the_sink_has_is_not_read() throws IOException {
    Descriptor root = SampleImages.image(source, AMD64, Compression.GZIP, "a", "b");
    Descriptor shared = SampleImages.image(sink, AMD64, Compression.GZIP, "a");
    source.journal().clear();
    ImageCopier.copy(source, root, sink, HELLO);
    String first = "open " + manifest(root).layers().get(0).digest();
    assertFalse(source.journal().contains(first));
    assertTrue(sink.has(shared));
  }

  @Test
  void an_index_arrives_with_every_image_and_a_shared_layer_once() throws IOException {
    Descriptor root = SampleImages.index(source, "x");
    ImageCopier.copy(source, root, sink, null);
    // 3 layers, 2 configs, 2 manifests, 1 index
    assertEquals(8, sink.blobCount());
    assertEquals(List.of(new NamedImage(null, root)), sink.images());
  }

  @Test
  void documents_keep_their_bytes_whatever_they_look_like() throws IOException {
    Descriptor plain = SampleImages.image(source, AMD64, Compression.NONE, "a");
    String odd = new String(source.manifest(plain).bytes(), UTF_8).replace(",", ",\n  ");
    Descriptor root =
        SampleImages.put(
            source,
            MediaType.OCI_MANIFEST,
            odd.replaceFirst("\\{", "{ \"later\": [1, 2], ").getBytes(UTF_8));
    ImageCopier.copy(source, root, sink, HELLO);
    assertEquals(root.digest(), sink.manifest(sink.resolve(HELLO)).descriptor().digest());
  }

  @Test
  void a_damaged_blob_breaks_off_before_the_name() throws IOException {
    Descriptor root = SampleImages.image(source, AMD64, Compression.GZIP, "a");
    source.damage(manifest(root).layers().get(0).digest());
    assertThrows(ContentMismatchException.class, () -> ImageCopier.copy(source, root, sink, HELLO));
    assertEquals(List.of(), sink.images());
    assertFalse(sink.has(root));
  }

  @Test
  void a_missing_blob_breaks_off_before_the_name() throws IOException {
    Descriptor root = SampleImages.image(source, AMD64, Compression.GZIP, "a");
    source.remove(manifest(root).config().digest());
    assertThrows(ContentMismatchException.class, () -> ImageCopier.copy(source, root, sink, HELLO));
    assertEquals(List.of(), sink.images());
  }

  @Test
  void indexes_in_indexes_are_copied_to_a_depth_of_three() throws IOException {
    Descriptor root = SampleImages.image(source, AMD64, Compression.GZIP, "a");
    for (int depth = 0; depth < 3; depth++) {
      root = SampleImages.index(source, List.of(root));
    }
    ImageCopier.copy(source, root, sink, HELLO);
    Descriptor deeper = SampleImages.index(source, List.of(root));
    RefusedInputException refused =
        assertThrows(
            RefusedInputException.class, () -> ImageCopier.copy(source, deeper, sink, HELLO));
    assertTrue(refused.toString().contains("indexes deep"), refused::toString);
  }

  @Test
  void a_layer_that_calls_itself_a_manifest_is_copied_as_bytes() throws IOException {
    Descriptor config = SampleImages.put(source, MediaType.OCI_CONFIG, new byte[] {'{', '}'});
    Descriptor layer = SampleImages.put(source, MediaType.OCI_MANIFEST, new byte[] {1, 2, 3});
    Manifest manifest = ImageManifest.of(MediaType.OCI_MANIFEST, config, List.of(layer));
    var document = ((ImageManifest) manifest).toDocument();
    source.put(document);
    ImageCopier.copy(source, document.descriptor(), sink, null);
    assertTrue(sink.has(layer));
  }

  @Test
  void a_nondistributable_layer_is_copied_if_it_is_there_and_left_out_if_not() throws IOException {
    Descriptor config = SampleImages.put(source, MediaType.OCI_CONFIG, new byte[] {'{', '}'});
    Descriptor layer = SampleImages.put(source, MediaType.DOCKER_FOREIGN_LAYER, new byte[] {1});
    var document = ImageManifest.of(MediaType.OCI_MANIFEST, config, List.of(layer)).toDocument();
    source.put(document);
    ImageCopier.copy(source, document.descriptor(), sink, HELLO);
    assertTrue(sink.has(layer));
    source.remove(layer.digest());
    MemoryImages another = new MemoryImages();
    ImageCopier.copy(source, document.descriptor(), another, HELLO);
    assertFalse(another.has(layer));
    assertEquals(1, another.images().size());
  }
}
