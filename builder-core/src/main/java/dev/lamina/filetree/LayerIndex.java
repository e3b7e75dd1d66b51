package dev.lamina.filetree;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of contents of a layer: its entries in order, files with a reference to their bytes in
 * the blob instead of the bytes, and with their digests when the layer was read.
 *
 * @param layer the blob
 * @param entries as they stand in the tar, whiteouts included
 */
public record LayerIndex(Descriptor layer, List<Entry> entries) {
  public LayerIndex {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a layer once, verifying digest, size and diffID, and keeps the headers.
   *
   * @param what names the layer in messages
   * @throws IOException when it cannot be read, is refused or is not what its names say
   */
  public static LayerIndex read(BlobSource blobs, Descriptor layer, Digest diffId, String what)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] buffer = new byte[64 << 10];
    try (LayerReader reader = LayerReader.open(blobs, layer, diffId, what)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof FileEntry file) {
          // while the bytes pass: to hash a file later means reading the layer again
          try (InputStream in = file.content().open()) {
            FileContents.hash(in, sha256, buffer);
          }
          hashes.writeBytes(sha256.digest());
        } else {
          hashes.writeBytes(new byte[ContentDigests.LENGTH]);
        }
        entries.add(entry);
      }
    }
    ContentDigests digests = new ContentDigests(hashes.toByteArray(), 0, entries.size());
    return new LayerIndex(layer, referring(entries, blobs, layer, diffId, digests));
  }

  /**
   * The index of a layer that has just been written.
   *
   * @param written its entries
   * @param digests of their contents
   */
  public static LayerIndex ofWritten(
      BlobSource blobs, Layer layer, List<Entry> written, ContentDigests digests) {
    return new LayerIndex(
        layer.descriptor(), referring(written, blobs, layer.descriptor(), layer.diffId(), digests));
  }

  private static List<Entry> referring(
      List<Entry> entries,
      BlobSource blobs,
      Descriptor layer,
      Digest diffId,
      ContentDigests digests) {
    List<Entry> referring = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      int ordinal = referring.size();
      referring.add(
          entry instanceof FileEntry file
              ? new FileEntry(
                  file.path(),
                  file.metadata(),
                  new LayerFile(blobs, layer, diffId, ordinal, file.content().size(), digests))
              : entry);
    }
    return referring;
  }
}
