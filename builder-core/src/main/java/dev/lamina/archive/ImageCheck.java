package dev.lamina.archive;

import dev.lamina.compression.Format;
import dev.lamina.content.BlobSource;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Whether what an archive says of its images is true of the bytes in it. */
final class ImageCheck {
  private final MemberTable members;
  private final BlobSource spooled;

  ImageCheck(MemberTable members, BlobSource spooled) {
    this.members = members;
    this.spooled = spooled;
  }

  /**
   * Reads a manifest or an index that lies in the archive.
   *
   * @throws ContentMismatchException when it is missing
   */
  Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    return Manifest.document(descriptor, bytes(descriptor));
  }

  private byte[] bytes(Descriptor descriptor) throws IOException {
    requirePresent(descriptor, "document");
    try (InputStream in = spooled.open(descriptor)) {
      return Document.readBytes(descriptor, in);
    }
  }

  /** Whether this is a nondistributable layer that is not in the archive, as it need not be. */
  private boolean isLeftOut(Descriptor blob) {
    return MediaType.isForeignLayer(blob.mediaType()) && members.blob(blob.digest()) == null;
  }

  /** Whether the manifest's own blobs are all here. */
  boolean hasAll(ImageManifest manifest) {
    return manifest.children().stream().allMatch(child -> isLeftOut(child) || members.has(child));
  }

  /**
   * Checks one image: every blob is here, the config has as many layers as the manifest, and each
   * layer decompresses to its diffID.
   *
   * @throws ContentMismatchException when a blob is missing or a diffID wrong
   * @throws RefusedInputException when manifest, config and layers contradict each other
   */
  void check(Descriptor descriptor, ImageManifest manifest) throws IOException {
    requirePresent(manifest.config(), "config");
    for (Descriptor layer : manifest.layers()) {
      if (!isLeftOut(layer)) {
        requirePresent(layer, "layer");
      }
    }
    if (MediaType.isConfig(manifest.config().mediaType())) {
      checkLayers("manifest " + descriptor.digest(), manifest.layers(), config(manifest.config()));
    }
  }

  /** Reads an image configuration that lies in the archive. */
  ImageConfig config(Descriptor descriptor) throws IOException {
    return ImageConfig.document(descriptor, bytes(descriptor)).value();
  }

  /** Checks that these layers are the ones of the config. */
  void checkLayers(String what, List<Descriptor> layers, ImageConfig config) throws IOException {
    List<Digest> diffIds = config.rootFs().diffIds();
    if (layers.size() != diffIds.size()) {
      throw new RefusedInputException(
          what + " has " + layers.size() + " layers, its config names " + diffIds.size());
    }
    for (int i = 0; i < layers.size(); i++) {
      if (MediaType.isLayer(layers.get(i).mediaType()) && !isLeftOut(layers.get(i))) {
        checkLayer(layers.get(i), diffIds.get(i));
      }
    }
  }

  private void checkLayer(Descriptor layer, Digest diffId) throws IOException {
    SpooledFile file = requirePresent(layer, "layer");
    Format expected = formatOf(layer.mediaType());
    if (file.format() != expected) {
      throw new RefusedInputException(
          "layer "
              + layer.digest()
              + " is "
              + Escaped.text(layer.mediaType())
              + ", but its bytes are "
              + file.format().text());
    }
    if (file.problem() != null) {
      throw new RefusedInputException(
          "layer " + layer.digest() + " cannot be decompressed: " + file.problem());
    }
    if (!diffId.equals(file.unpacked())) {
      throw new ContentMismatchException(
          "layer "
              + layer.digest()
              + " decompresses to "
              + file.unpacked()
              + ", the config says "
              + diffId);
    }
  }

  private static Format formatOf(String mediaType) {
    if (MediaType.isGzip(mediaType)) {
      return Format.GZIP;
    }
    return MediaType.isZstd(mediaType) ? Format.ZSTD : Format.PLAIN;
  }

  /** Whether the archive has this blob. */
  boolean has(Descriptor descriptor) {
    return members.has(descriptor);
  }

  /**
   * The file of a blob that must be in the archive.
   *
   * @param what the role of the blob in the message
   */
  SpooledFile requirePresent(Descriptor descriptor, String what) throws ContentMismatchException {
    SpooledFile file = members.blob(descriptor.digest());
    if (file == null) {
      throw new ContentMismatchException(
          "missing blob: " + what + " " + descriptor.digest() + " is not in the archive");
    }
    if (file.blob().size() != descriptor.size()) {
      throw new ContentMismatchException(
          what
              + " "
              + descriptor.digest()
              + " has "
              + file.blob().size()
              + " bytes, expected "
              + descriptor.size());
    }
    return file;
  }
}
