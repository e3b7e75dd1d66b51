package dev.lamina.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.content.Blob;
import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.oci.RootFs;
import dev.lamina.reference.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Small images to store. */
final class Pictures {
  private Pictures() {}

  /** An image of one layer whose bytes are {@code content}; written, not named. */
  static Descriptor put(StoreSession session, String content) throws IOException {
    return put(session, content, new Platform("linux", "amd64"));
  }

  static Descriptor put(StoreSession session, String content, Platform platform)
      throws IOException {
    Blob layer = session.put(new ByteArrayInputStream(content.getBytes(UTF_8)));
    Document<ImageConfig> config =
        ImageConfig.of(platform)
            .withRootFs(new RootFs(List.of(layer.digest())))
            .toDocument(MediaType.OCI_CONFIG);
    session.put(config);
    Document<ImageManifest> manifest =
        ImageManifest.of(
                MediaType.OCI_MANIFEST,
                config.descriptor(),
                List.of(Descriptor.of(MediaType.OCI_LAYER_TAR, layer.digest(), layer.size())))
            .toDocument();
    session.put(manifest);
    return manifest.descriptor();
  }

  static Descriptor index(StoreSession session, Descriptor... manifests) throws IOException {
    Document<ImageIndex> index =
        ImageIndex.of(MediaType.OCI_INDEX, List.of(manifests)).toDocument();
    session.put(index);
    return index.descriptor();
  }

  /** Writes and names an image. */
  static Descriptor tag(ImageStore store, String name, String content) throws IOException {
    try (StoreSession session = store.session("tag")) {
      Descriptor root = put(session, content);
      session.name(Reference.parse(name), root);
      return root;
    }
  }

  static Digest digest(String content) {
    return Digest.sha256(content.getBytes(UTF_8));
  }

  /** The names in a store, in order, with the beginnings of their digests. */
  static List<String> names(ImageStore store) throws IOException {
    return store.images().stream()
        .map(image -> image.name() == null ? "<none>" : image.name().familiar())
        .toList();
  }
}
