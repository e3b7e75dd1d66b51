package dev.lamina.archive;

import static dev.lamina.image.SampleImages.AMD64;
import static dev.lamina.image.SampleImages.ARM64;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.NamedImage;
import dev.lamina.image.SampleImages;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Law;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ImageArchiveRoundTripTest {
  private final MemoryImages store = new MemoryImages();

  private static NamedImage named(String name, Descriptor root) {
    return new NamedImage(Reference.parse(name), root);
  }

  private static Set<String> pairs(List<NamedImage> images) {
    return images.stream()
        .map(image -> image.name() + " " + image.root().digest())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void survives(List<NamedImage> images) throws IOException {
    byte[] archive = Archives.save(store, images);
    MemoryImages loaded = Archives.load(archive);
    assertEquals(pairs(images), pairs(loaded.images()));
    assertArrayEquals(archive, Archives.save(store, images), "made twice");
    assertArrayEquals(archive, Archives.save(loaded, images), "made from what was loaded");
  }

  @Test
  void one_image_keeps_its_digest_in_every_compression() throws IOException {
    for (Compression compression : Compression.values()) {
      survives(List.of(named("hello", SampleImages.image(store, AMD64, compression, "a", "b"))));
    }
  }

  @Test
  void an_image_without_layers_survives() throws IOException {
    survives(List.of(named("empty:1", SampleImages.image(store, AMD64, Compression.GZIP))));
  }

  @Test
  void an_image_without_a_name_survives() throws IOException {
    survives(
        List.of(new NamedImage(null, SampleImages.image(store, AMD64, Compression.GZIP, "a"))));
  }

  @Test
  void an_index_keeps_its_digest_and_all_its_platforms() throws IOException {
    survives(List.of(named("multi:1", SampleImages.index(store, "x"))));
  }

  @Test
  void several_images_with_several_names_hold_each_blob_once() throws IOException {
    Descriptor index = SampleImages.index(store, "x");
    Descriptor small = SampleImages.image(store, AMD64, Compression.GZIP, "base");
    Descriptor zstd = SampleImages.image(store, ARM64, Compression.ZSTD, "base", "top");
    List<NamedImage> images =
        List.of(
            named("localhost:5000/multi:1", index),
            named("small:1", small),
            named("small:latest", small),
            named("example.org/z/z:1", zstd),
            new NamedImage(null, SampleImages.image(store, ARM64, Compression.GZIP, "base")));
    survives(images);
    List<String> names =
        Archives.listing(Archives.save(store, images))
            .lines()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .toList();
    assertEquals(names.size(), Set.copyOf(names).size());
  }

  @Test
  void the_archive_of_one_image_is_this() throws IOException {
    Descriptor root = SampleImages.image(store, AMD64, Compression.NONE, "a");
    Golden.check(
        Golden.testdata().resolve("archive/one-image/listing.golden"),
        Archives.listing(Archives.save(store, List.of(named("hello", root)))));
  }

  @Test
  void the_archive_of_an_index_and_an_image_with_two_names_is_this() throws IOException {
    Descriptor index =
        SampleImages.index(
            store,
            List.of(
                SampleImages.image(store, ARM64, Compression.NONE, "a").withPlatform(ARM64),
                SampleImages.image(store, AMD64, Compression.NONE, "a").withPlatform(AMD64)));
    Descriptor image = SampleImages.image(store, AMD64, Compression.NONE, "a", "b");
    List<NamedImage> images =
        List.of(named("example.org/multi:1", index), named("two:1", image), named("two:2", image));
    Golden.check(
        Golden.testdata().resolve("archive/several-images/listing.golden"),
        Archives.listing(Archives.save(store, images)));
  }

  @Test
  void a_name_with_a_digest_loses_the_digest_and_one_without_a_tag_is_left_out()
      throws IOException {
    Descriptor root = SampleImages.image(store, AMD64, Compression.GZIP, "a");
    Reference both = Reference.parse("hello:1").withDigest(root.digest());
    byte[] archive = Archives.save(store, List.of(new NamedImage(both, root)));
    assertEquals(
        Set.of("docker.io/library/hello:1 " + root.digest()),
        pairs(Archives.load(archive).images()));
    Reference untagged = Reference.of(both.repository(), root.digest());
    archive = Archives.save(store, List.of(new NamedImage(untagged, root)));
    assertEquals(Set.of("null " + root.digest()), pairs(Archives.load(archive).images()));
  }

  @Test
  void a_missing_blob_is_found_before_anything_is_written() {
    Descriptor root = SampleImages.image(store, AMD64, Compression.GZIP, "a");
    store.remove(layer(root));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThrows(
        NotFoundException.class,
        () ->
            ImageArchiveWriter.write(
                store, List.of(named("hello", root)), ArchiveOptions.of(AMD64), out));
    assertEquals(0, out.size());
  }

  @Test
  void a_damaged_blob_leaves_an_archive_that_nobody_can_load() {
    Descriptor root = SampleImages.image(store, AMD64, Compression.GZIP, "a");
    store.damage(layer(root));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThrows(
        ContentMismatchException.class,
        () ->
            ImageArchiveWriter.write(
                store, List.of(named("hello", root)), ArchiveOptions.of(AMD64), out));
    assertThrows(IOException.class, () -> Archives.load(out.toByteArray()));
  }

  private Digest layer(Descriptor root) {
    try {
      return ((ImageManifest) store.manifest(root).value()).layers().get(0).digest();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_artifact_is_in_the_layout_and_not_in_the_docker_manifest() throws IOException {
    Descriptor config = SampleImages.put(store, MediaType.EMPTY, new byte[] {'{', '}'});
    Descriptor data = SampleImages.put(store, "text/plain", new byte[] {'x'});
    var document = ImageManifest.of(MediaType.OCI_MANIFEST, config, List.of(data)).toDocument();
    store.put(document);
    List<NamedImage> images = List.of(named("notes:1", document.descriptor()));
    survives(images);
    assertTrue(Archives.listing(Archives.save(store, images)).contains("\n  []\n"));
  }

  @Test
  void an_image_without_its_nondistributable_layer_survives() throws IOException {
    Descriptor layer = SampleImages.put(store, MediaType.DOCKER_FOREIGN_LAYER, new byte[] {1});
    Descriptor config =
        SampleImages.put(
            store, MediaType.OCI_CONFIG, SampleImages.config(AMD64, List.of("elsewhere")));
    var document = ImageManifest.of(MediaType.OCI_MANIFEST, config, List.of(layer)).toDocument();
    store.put(document);
    store.remove(layer.digest());
    survives(List.of(named("windows:1", document.descriptor())));
  }

  @Test
  void whatever_is_wrapped_around_the_archive_it_loads() throws IOException {
    Descriptor root = SampleImages.image(store, AMD64, Compression.GZIP, "a");
    byte[] archive = Archives.save(store, List.of(named("hello", root)));
    for (Compression compression : Compression.values()) {
      byte[] wrapped = SampleImages.compress(compression, archive);
      assertEquals(
          Set.of("docker.io/library/hello:latest " + root.digest()),
          pairs(Archives.load(wrapped).images()));
    }
  }

  @Test
  void an_archive_cut_anywhere_is_refused_or_whole() throws IOException {
    Descriptor root = SampleImages.image(store, AMD64, Compression.GZIP, "a");
    NamedImage image = named("hello", root);
    byte[] archive = Archives.save(store, List.of(image));
    for (int cut = 0; cut < archive.length; cut += 61) {
      MemoryImages target = new MemoryImages();
      try {
        Archives.loadInto(target, Arrays.copyOf(archive, cut));
        // only the padding of the last blob or the end marker was lost
        assertTrue(cut > archive.length - 1024 - 512, "cut at " + cut);
        assertEquals(List.of(image), target.images());
      } catch (RefusedInputException | ContentMismatchException e) {
        assertEquals(List.of(), target.images());
      }
    }
  }

  /** A few images with a few layers from a small alphabet, so that many are shared. */
  private static final Gen<List<List<String>>> LAYERS =
      Gen.lists(Gen.lists(Gen.oneOf("a", "b", "c", "d"), 4), 5);

  @Test
  void random_sets_of_images_survive() {
    Law.forAll(
        LAYERS,
        40,
        sets -> {
          SplittableRandom random = new SplittableRandom(sets.hashCode());
          Gen<Compression> compressions = Gen.oneOf(Compression.values());
          List<NamedImage> images = new ArrayList<>();
          for (List<String> layers : sets) {
            Descriptor root =
                SampleImages.image(
                    store, AMD64, compressions.next(random), layers.toArray(String[]::new));
            for (int i = random.nextInt(1, 3); i > 0; i--) {
              images.add(named("image-" + images.size() + ":1", root));
            }
          }
          if (!images.isEmpty()) {
            survives(images);
          }
        });
  }
}
