package dev.lamina.archive;

import static dev.lamina.image.SampleImages.AMD64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.NamedImage;
import dev.lamina.image.Reachable;
import dev.lamina.image.SampleImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.RootFs;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Archives that leave out what their readers have. */
class DeltaArchiveTest {
  private final MemoryImages sender = new MemoryImages();
  private final Descriptor base = SampleImages.image(sender, AMD64, Compression.GZIP, "one", "two");
  private final Descriptor app =
      SampleImages.image(sender, AMD64, Compression.GZIP, "one", "two", "three");

  private static NamedImage named(String name, Descriptor root) {
    return new NamedImage(Reference.parse(name), root);
  }

  private byte[] save(ArchiveOptions options, NamedImage... images) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageArchiveWriter.write(sender, List.of(images), options, out);
    return out.toByteArray();
  }

  private byte[] delta() throws IOException {
    Reachable reachable = new Reachable(sender);
    reachable.add(base);
    Set<Digest> had =
        reachable.descriptors().stream().map(Descriptor::digest).collect(Collectors.toSet());
    return save(ArchiveOptions.of(AMD64).without(had), named("app", app));
  }

  @Test
  void what_the_receiver_has_is_not_in_the_archive_and_the_image_is_whole_there()
      throws IOException {
    MemoryImages receiver = Archives.load(save(ArchiveOptions.of(AMD64), named("base", base)));
    byte[] delta = delta();
    String listing = Archives.listing(delta);
    assertFalse(listing.contains("manifest.json"), listing);
    assertEquals(
        3,
        listing.lines().filter(line -> line.matches(".*blobs/sha256/[0-9a-f]+.*")).count(),
        listing);
    Archives.loadInto(receiver, delta);
    assertEquals(app.digest(), receiver.resolve(Reference.parse("app")).digest());
    Reachable reachable = new Reachable(receiver);
    reachable.add(app);
    for (Descriptor blob : reachable.descriptors()) {
      assertTrue(receiver.has(blob), blob::toString);
    }
  }

  @Test
  void all_that_is_missing_is_named_and_nothing_is_loaded() throws IOException {
    byte[] delta = delta();
    MemoryImages empty = new MemoryImages();
    ContentMismatchException refused =
        assertThrows(ContentMismatchException.class, () -> Archives.loadInto(empty, delta));
    ImageManifest manifest = (ImageManifest) sender.manifest(app).value();
    assertEquals(
        "missing blobs: layer "
            + manifest.layers().get(0).digest()
            + ", layer "
            + manifest.layers().get(1).digest()
            + " are not in the archive",
        refused.getMessage());
    assertEquals(List.of(), empty.images());
  }

  @Test
  void what_is_left_out_is_held_against_the_config_too() throws IOException {
    // the right layer under a config that says something else of it
    Descriptor layer = ((ImageManifest) sender.manifest(base).value()).layers().get(0);
    byte[] lie =
        ImageConfig.of(AMD64)
            .withRootFs(new RootFs(List.of(Digest.sha256(new byte[] {1}))))
            .toDocument(MediaType.OCI_CONFIG)
            .bytes();
    Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, Digest.sha256(lie), lie.length);
    sender.put(config, new ByteArrayInputStream(lie));
    var document = ImageManifest.of(MediaType.OCI_MANIFEST, config, List.of(layer)).toDocument();
    sender.put(document);
    byte[] archive =
        save(
            ArchiveOptions.of(AMD64).without(Set.of(layer.digest())),
            named("lie", document.descriptor()));
    ContentMismatchException refused =
        assertThrows(
            ContentMismatchException.class,
            () ->
                ImageArchiveReader.read(
                    new ByteArrayInputStream(archive),
                    new MemoryImages(),
                    sender,
                    ProgressListener.NONE));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("decompresses to"), refused.getMessage());
  }

  @Test
  void an_archive_of_one_kind_has_nothing_of_the_other() throws IOException {
    String oci =
        Archives.listing(
            save(ArchiveOptions.of(AMD64).withFormat(ArchiveFormat.OCI), named("app", app)));
    assertFalse(oci.contains("manifest.json"), oci);
    byte[] docker =
        save(ArchiveOptions.of(AMD64).withFormat(ArchiveFormat.DOCKER), named("app", app));
    String listing = Archives.listing(docker);
    assertFalse(listing.contains("oci-layout") || listing.contains("blobs/"), listing);
    // a manifest of ours for OCI's layers comes out again
    assertEquals(app.digest(), Archives.load(docker).resolve(Reference.parse("app")).digest());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ArchiveOptions.of(AMD64)
                .withFormat(ArchiveFormat.DOCKER)
                .without(Set.of(app.digest())));
  }
}
