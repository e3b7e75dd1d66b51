package dev.lamina.archive;

import dev.lamina.compression.Format;
import dev.lamina.content.Blob;
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
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what an archive says of its images is true of the bytes in it. */
final class ImageCheck {
  private static final int MOST_NAMED = 20;

  private final MemberTable members;
  private final BlobSource spooled;
  private final BlobSource held;

  /**
   * @param spooled has the members
   * @param held has what the archive may leave out
   */
  ImageCheck(MemberTable members, BlobSource spooled, BlobSource held) {
    this.members = members;
    this.spooled = spooled;
    this.held = held;
  }

  /**
   * Reads a manifest or an index.
   *
   * @throws ContentMismatchException when it is missing
   */
  Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    return Manifest.document(descriptor, bytes(descriptor));
  }

  private byte[] bytes(Descriptor descriptor) throws IOException {
    requirePresent(descriptor, "document");
    try (InputStream in = open(descriptor)) {
      return Document.readBytes(descriptor, in);
    }
  }

  /** A blob of the archive, or one that it left out. */
  InputStream open(Descriptor blob) throws IOException {
    return members.has(blob) ? spooled.open(blob) : held.open(blob);
  }

  /** Whether this is a nondistributable layer that is not here, as it need not be. */
  private boolean isLeftOut(Descriptor blob) throws IOException {
    return MediaType.isForeignLayer(blob.mediaType()) && !has(blob);
  }

  /** The manifest's own blobs that are missing. */
  List<Descriptor> missing(ImageManifest manifest) throws IOException {
    List<Descriptor> missing = new ArrayList<>();
    for (Descriptor child : manifest.children()) {
      // one of another size is not missing but wrong, which is said where it is checked
      if (!isLeftOut(child) && members.blob(child.digest()) == null && !held.has(child)) {
        missing.add(child);
      }
    }
    return missing;
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
    if (file == null) {
      file = lookAtHeld(layer);
    }
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

  /** A layer that was left out is what its digest says, but nobody has said yet what is in it. */
  private SpooledFile lookAtHeld(Descriptor layer) throws IOException {
    try (InputStream in = held.open(layer)) {
      return Unpacking.OF_LAYERS
          .copy(in, OutputStream.nullOutputStream(), layer.digest().algorithm())
          .file(new Blob(layer.digest(), layer.size()));
    }
  }

  private static Format formatOf(String mediaType) {
    if (MediaType.isGzip(mediaType)) {
      return Format.GZIP;
    }
    return MediaType.isZstd(mediaType) ? Format.ZSTD : Format.PLAIN;
  }

  /** Whether the blob is here, in the archive or left out. */
  boolean has(Descriptor descriptor) throws IOException {
    return members.has(descriptor) || held.has(descriptor);
  }

  /**
   * The file of a blob that must be here; null when the archive left it out.
   *
   * @param what the role of the blob in the message
   */
  @Nullable SpooledFile requirePresent(Descriptor descriptor, String what) throws IOException {
    SpooledFile file = members.blob(descriptor.digest());
    if (file == null) {
      if (held.has(descriptor)) {
        return null;
      }
      throw missing(List.of(what + " " + descriptor.digest()));
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

  /** What is thrown when these are neither in the archive nor held. */
  static ContentMismatchException missing(List<String> blobs) {
    return new ContentMismatchException(
        blobs.size() == 1
            ? "missing blob: " + blobs.get(0) + " is not in the archive"
            : "missing blobs: "
                + String.join(", ", blobs.subList(0, Math.min(blobs.size(), MOST_NAMED)))
                + (blobs.size() > MOST_NAMED ? " and more" : "")
                + " are not in the archive");
  }
}
