package dev.lamina.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.Digest;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootEditorTest {
  private static final Platform AMD64 = new Platform("linux", "amd64");
  private static final Platform ARM64 = new Platform("linux", "arm64");
  private static final Platform UNKNOWN = new Platform("unknown", "unknown");

  private final MemoryImages images = new MemoryImages();

  private Descriptor image(Platform platform) {
    ImageConfig plain = ImageConfig.of(platform);
    JsonObject extra = JsonObject.builder().set("moby.buildkit.x", "kept").build();
    Document<ImageConfig> config = plain.withExtra(extra).toDocument(MediaType.OCI_CONFIG);
    images.put(config);
    Document<ImageManifest> manifest =
        ImageManifest.of(MediaType.OCI_MANIFEST, config.descriptor(), List.of()).toDocument();
    images.put(manifest);
    return manifest.descriptor().withPlatform(platform);
  }

  private Descriptor index(Descriptor... entries) {
    Document<ImageIndex> index = ImageIndex.of(MediaType.OCI_INDEX, List.of(entries)).toDocument();
    images.put(index);
    return index.descriptor();
  }

  private static Descriptor attestation(Descriptor image) {
    return Descriptor.of(MediaType.OCI_MANIFEST, Digest.sha256(new byte[] {7}), 1)
        .withPlatform(UNKNOWN)
        .withAnnotations(
            Map.of(
                "vnd.docker.reference.type",
                "attestation-manifest",
                "vnd.docker.reference.digest",
                image.digest().toString()));
  }

  /** Only what is for one architecture changes. */
  private static ImageDraft signed(ImageDraft image) {
    return image.config().platform().equals(ARM64)
        ? image.withConfig(image.config().withAuthor("me"))
        : image;
  }

  private Descriptor edited(Descriptor root) throws Exception {
    return new RootEditor(images, images, RootEditorTest::signed, AnnotationEdit.NONE).edit(root);
  }

  private ImageIndex read(Descriptor root) throws IOException {
    return (ImageIndex) images.manifest(root.bare()).value();
  }

  @Test
  void attestations_of_a_changed_image_go_and_all_else_stays() throws Exception {
    Descriptor amd = image(AMD64);
    Descriptor arm = image(ARM64).withAnnotations(Map.of("note", "kept"));
    Descriptor root = index(amd, arm, attestation(amd), attestation(arm));
    List<Descriptor> after = read(edited(root)).manifests();
    assertEquals(3, after.size());
    assertEquals(amd, after.get(0));
    assertEquals(Map.of("note", "kept"), after.get(1).annotations());
    assertEquals(ARM64, after.get(1).platform());
    assertEquals(attestation(amd), after.get(2));
  }

  @Test
  void members_that_are_not_known_stay() throws Exception {
    Descriptor root = edited(image(ARM64));
    ImageManifest manifest = (ImageManifest) images.manifest(root.bare()).value();
    try (var in = images.open(manifest.config())) {
      JsonObject config = Json.parseObject(Document.readBytes(manifest.config(), in), "the config");
      assertEquals("kept", config.string("moby.buildkit.x"));
      assertEquals("me", config.string("author"));
    }
  }

  @Test
  void an_index_of_which_no_image_changes_is_not_made_anew() throws Exception {
    Descriptor amd = image(AMD64);
    Descriptor root = index(index(amd), amd, attestation(amd));
    assertEquals(root, edited(root));
    Descriptor changed = edited(index(index(image(ARM64)), amd));
    assertEquals(amd, read(changed).manifests().get(1));
    assertEquals(1, read(read(changed).manifests().get(0)).manifests().size());
  }

  @Test
  void an_artifact_is_refused_alone_and_kept_in_an_index() throws Exception {
    Document<ImageManifest> artifact =
        ImageManifest.of(MediaType.OCI_MANIFEST, Descriptor.EMPTY_JSON, List.of()).toDocument();
    images.put(artifact);
    assertThrows(RefusedInputException.class, () -> edited(artifact.descriptor()));
    Descriptor root = index(artifact.descriptor(), image(ARM64));
    assertEquals(artifact.descriptor(), read(edited(root)).manifests().get(0));
  }
}
