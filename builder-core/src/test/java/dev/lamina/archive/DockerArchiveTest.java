package dev.lamina.archive;

import static dev.lamina.image.SampleImages.AMD64;
import static dev.lamina.image.SampleImages.ARM64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.NamedImage;
import dev.lamina.image.SampleImages;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.ProgressEvent.Warning;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shapes of archives that engines write which are not at hand here. */
class DockerArchiveTest {
  private static final byte[] LAYER = SampleImages.layerTar("a");
  private static final byte[] CONFIG = SampleImages.config(AMD64, List.of("a"));
  private static final String LAYOUT = "{'imageLayoutVersion':'1.0.0'}";

  private final List<String> warnings = new ArrayList<>();
  private final MemoryImages store = new MemoryImages();

  private ImageArchiveReader read(HandMadeArchive archive) throws IOException {
    return Archives.read(
        archive.bytes(),
        store,
        event -> {
          if (event instanceof Warning warning) {
            warnings.add(warning.text());
          }
        });
  }

  private static String manifestJson(String config, String layer) {
    return "[{'Config':'" + config + "','RepoTags':['hello:1'],'Layers':['" + layer + "']}]";
  }

  private static ImageManifest manifest(ImageArchiveReader reader) throws IOException {
    Manifest manifest = reader.manifest(reader.images().get(0).root()).value();
    return (ImageManifest) manifest;
  }

  @Test
  void a_manifest_at_the_end_and_links_before_their_targets_are_fine() throws IOException {
    ImageArchiveReader reader =
        read(
            new HandMadeArchive()
                .directory("two/")
                .symlink("two/layer.tar", "../one/./layer.tar")
                .hardLink("three/layer.tar", "two/layer.tar")
                .file("./config.json".substring(2), CONFIG)
                .directory("one/")
                .file("one/layer.tar", LAYER)
                .document("manifest.json", manifestJson("config.json", "three/layer.tar")));
    assertEquals(
        List.of(Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(LAYER), LAYER.length)),
        manifest(reader).layers());
    assertEquals(Digest.sha256(CONFIG), manifest(reader).config().digest());
    assertEquals(Reference.parse("hello:1"), reader.images().get(0).name());
  }

  @Test
  void names_that_begin_with_a_dot_mean_the_same() throws IOException {
    ImageArchiveReader reader =
        read(
            new HandMadeArchive()
                .fileWithOddName("./config.json", CONFIG)
                .fileWithOddName("./layer.tar", LAYER)
                .document("manifest.json", manifestJson("config.json", "layer.tar")));
    assertEquals(1, reader.images().size());
  }

  @Test
  void a_layer_that_came_compressed_stays_as_it_is() throws IOException {
    Map<Compression, String> types =
        Map.of(
            Compression.NONE, MediaType.OCI_LAYER_TAR,
            Compression.GZIP, MediaType.OCI_LAYER_GZIP,
            Compression.GZIP_SMALL, MediaType.OCI_LAYER_GZIP,
            Compression.ZSTD, MediaType.OCI_LAYER_ZSTD);
    for (Compression compression : Compression.values()) {
      byte[] layer = SampleImages.compress(compression, LAYER);
      String config = "sha256:" + Digest.sha256(CONFIG).hex();
      ImageArchiveReader reader =
          read(
              new HandMadeArchive()
                  .file(config, CONFIG)
                  .file("layer.tar.gz", layer)
                  .document("manifest.json", manifestJson(config, "layer.tar.gz")));
      assertEquals(
          List.of(
              Descriptor.of(
                  types.getOrDefault(compression, ""), Digest.sha256(layer), layer.length)),
          manifest(reader).layers());
    }
  }

  @Test
  void the_same_member_twice_is_fine() throws IOException {
    read(
        new HandMadeArchive()
            .file("layer.tar", LAYER)
            .file("layer.tar", LAYER)
            .file("config.json", CONFIG)
            .document("manifest.json", manifestJson("config.json", "layer.tar")));
  }

  @Test
  void the_files_for_engines_before_1_10_are_not_stored() throws IOException {
    read(
        new HandMadeArchive()
            .document("id/json", "{}")
            .document("id/VERSION", "1.0")
            .document("repositories", "{}")
            .file("id/layer.tar", LAYER)
            .file("config.json", CONFIG)
            .document("manifest.json", manifestJson("config.json", "id/layer.tar")));
    assertEquals(2, store.blobCount());
  }

  /** As Docker 25 and later write it: everything in blobs/, more keys, both tables of contents. */
  private static HandMadeArchive docker25(Descriptor root, MemoryImages images, String name)
      throws IOException {
    Document<ImageIndex> index =
        ImageIndex.of(
                MediaType.OCI_INDEX,
                List.of(
                    root.withAnnotations(
                        Map.of(
                            Annotations.CONTAINERD_NAME,
                            "docker.io/library/" + name,
                            Annotations.REF_NAME,
                            name.substring(name.indexOf(':') + 1)))))
            .toDocument();
    HandMadeArchive archive =
        new HandMadeArchive()
            .directory("blobs/")
            .directory("blobs/sha256/")
            .file("index.json", index.bytes());
    for (Descriptor blob : images.descriptors()) {
      try (var in = images.open(blob)) {
        archive.blob(in.readAllBytes());
      }
    }
    return archive.document("oci-layout", LAYOUT);
  }

  private static String dockerItem(ImageManifest manifest, String tag) {
    String layer = MemberNames.ofBlob(manifest.layers().get(0));
    return "[{'Config':'"
        + MemberNames.ofBlob(manifest.config())
        + "','RepoTags':['"
        + tag
        + "'],'Layers':['"
        + layer
        + "'],'LayerSources':{'"
        + Digest.sha256(LAYER)
        + "':{'mediaType':'application/vnd.oci.image.layer.v1.tar','size':1,'digest':'x'}}}]";
  }

  @Test
  void an_archive_of_docker_25_keeps_its_manifest_digest() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor root = SampleImages.image(images, AMD64, Compression.NONE, "a");
    ImageManifest manifest = (ImageManifest) images.manifest(root).value();
    ImageArchiveReader reader =
        read(
            docker25(root, images, "hello:1")
                .document("manifest.json", dockerItem(manifest, "hello:1")));
    assertEquals(root.digest(), reader.images().get(0).root().digest());
    assertEquals(Reference.parse("hello:1"), reader.images().get(0).name());
    assertEquals(List.of(), warnings);
  }

  @Test
  void where_the_two_tables_differ_the_layout_counts_and_that_is_said() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor root = SampleImages.image(images, AMD64, Compression.NONE, "a");
    ImageManifest manifest = (ImageManifest) images.manifest(root).value();
    ImageArchiveReader reader =
        read(
            docker25(root, images, "hello:1")
                .document("manifest.json", dockerItem(manifest, "other:1")));
    assertEquals(Reference.parse("hello:1"), reader.images().get(0).name());
    assertEquals(
        List.of("manifest.json and index.json of the archive differ; index.json counts"), warnings);
  }

  @Test
  void an_index_with_one_whole_image_gives_that_image() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor arm64 = SampleImages.image(new MemoryImages(), ARM64, Compression.GZIP, "b");
    Descriptor amd64 = SampleImages.image(images, AMD64, Compression.GZIP, "a");
    Descriptor root =
        SampleImages.index(images, List.of(arm64.withPlatform(ARM64), amd64.withPlatform(AMD64)));
    ImageArchiveReader reader = read(docker25(root, images, "hello:1"));
    assertEquals(amd64.digest(), reader.images().get(0).root().digest());
    assertEquals(
        List.of(
            "the archive holds 1 of the 2 images of index "
                + root.digest()
                + "; the others are left out"),
        warnings);
  }

  @Test
  void an_index_with_two_whole_images_of_three_becomes_a_smaller_index() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor missing = SampleImages.image(new MemoryImages(), ARM64, Compression.GZIP, "c");
    Descriptor one = SampleImages.image(images, AMD64, Compression.GZIP, "a").withPlatform(AMD64);
    Descriptor two = SampleImages.image(images, ARM64, Compression.GZIP, "b").withPlatform(ARM64);
    Descriptor root = SampleImages.index(images, List.of(missing, one, two));
    MemoryImages loaded = Archives.load(docker25(root, images, "hello:1").bytes());
    Descriptor smaller = loaded.resolve(Reference.parse("hello:1"));
    assertEquals(List.of(one, two), loaded.manifest(smaller).value().children());
  }

  @Test
  void an_index_without_a_whole_image_is_refused() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor missing = SampleImages.image(new MemoryImages(), ARM64, Compression.GZIP, "c");
    Descriptor root = SampleImages.index(images, List.of(missing));
    HandMadeArchive archive = docker25(root, images, "hello:1");
    ContentMismatchException failure =
        assertThrows(ContentMismatchException.class, () -> read(archive));
    assertTrue(failure.toString().contains("missing blob: document " + missing.digest()));
  }

  @Test
  void a_missing_layer_is_named() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor root = SampleImages.image(images, AMD64, Compression.GZIP, "a");
    Digest layer = ((ImageManifest) images.manifest(root).value()).layers().get(0).digest();
    images.remove(layer);
    HandMadeArchive archive = docker25(root, images, "hello:1");
    ContentMismatchException failure =
        assertThrows(ContentMismatchException.class, () -> read(archive));
    assertTrue(
        failure.toString().endsWith("missing blob: layer " + layer + " is not in the archive"));
  }

  @Test
  void a_layer_of_another_compression_than_its_media_type_is_refused() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor layer = SampleImages.put(images, MediaType.OCI_LAYER_GZIP, LAYER);
    Descriptor config = SampleImages.put(images, MediaType.OCI_CONFIG, CONFIG);
    var document = ImageManifest.of(MediaType.OCI_MANIFEST, config, List.of(layer)).toDocument();
    images.put(document);
    HandMadeArchive archive = docker25(document.descriptor(), images, "hello:1");
    RefusedInputException failure = assertThrows(RefusedInputException.class, () -> read(archive));
    assertTrue(failure.toString().endsWith("but its bytes are plain tar"), failure::toString);
  }

  @Test
  void a_layout_of_another_version_is_not_read() {
    HandMadeArchive archive =
        new HandMadeArchive()
            .document("oci-layout", "{'imageLayoutVersion':'2.0.0'}")
            .document("index.json", "{'schemaVersion':2,'manifests':[]}");
    ContentMismatchException failure =
        assertThrows(ContentMismatchException.class, () -> read(archive));
    assertTrue(failure.toString().contains("version is '2.0.0', expected '1.0.0'"));
  }

  @Test
  void a_name_that_is_only_a_tag_names_nothing_and_is_still_known() throws IOException {
    MemoryImages images = new MemoryImages();
    Descriptor root = SampleImages.image(images, AMD64, Compression.GZIP, "a");
    String index =
        new String(
            ImageIndex.of(
                    MediaType.OCI_INDEX,
                    List.of(root.withAnnotations(Map.of(Annotations.REF_NAME, "latest"))))
                .toDocument()
                .bytes(),
            UTF_8);
    HandMadeArchive archive =
        new HandMadeArchive().document("oci-layout", LAYOUT).document("index.json", index);
    for (Descriptor blob : images.descriptors()) {
      try (var in = images.open(blob)) {
        archive.blob(in.readAllBytes());
      }
    }
    ImageArchiveReader reader = read(archive);
    assertEquals(List.of(new NamedImage(null, reader.images().get(0).root())), reader.images());
    assertEquals(
        "latest", reader.entries().get(0).annotations().get(Annotations.REF_NAME), "as it stands");
  }

  @Test
  void what_the_store_has_already_is_verified_and_not_written_again() throws IOException {
    Descriptor root = SampleImages.image(store, AMD64, Compression.GZIP, "a");
    byte[] archive = Archives.save(store, List.of(new NamedImage(Reference.parse("hello"), root)));
    store.journal().clear();
    Archives.loadInto(store, archive);
    assertTrue(store.journal().stream().noneMatch(line -> line.startsWith("blob ")));
  }
}
