package dev.lamina.filetree;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of contents of a layer: its entries in order, files with a reference to their bytes in
 * the blob instead of the bytes.
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
    try (LayerReader reader = LayerReader.open(blobs, layer, diffId, what)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(referring(entry, blobs, layer, diffId, entries.size()));
      }
    }
    return new LayerIndex(layer, entries);
  }

  /** The index of a layer that has just been written from {@code entries}. */
  public static LayerIndex ofWritten(BlobSource blobs, Layer layer, List<Entry> written) {
    List<Entry> entries = new ArrayList<>(written.size());
    for (Entry entry : written) {
      entries.add(referring(entry, blobs, layer.descriptor(), layer.diffId(), entries.size()));
    }
    return new LayerIndex(layer.descriptor(), entries);
  }

  private static Entry referring(
      Entry entry, BlobSource blobs, Descriptor layer, Digest diffId, int ordinal) {
    return entry instanceof FileEntry file
        ? new FileEntry(
            file.path(),
            file.metadata(),
            new LayerFile(blobs, layer, diffId, ordinal, file.content().size()))
        : entry;
  }
}
