package dev.lamina.build;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.ContentHashes;
import dev.lamina.filetree.LayerFile;
import dev.lamina.filetree.LayerFileSpool;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import java.io.IOException;
import java.util.List;

/** Makes layers of entries, and knows their indexes from then on. */
final class NewLayers {
  private final BuildTools tools;
  private final Compression compression;

  NewLayers(BuildTools tools, Compression compression) {
    this.tools = tools;
    this.compression = compression;
  }

  /** A layer and what is in it. */
  record Written(Layer layer, LayerIndex index) {}

  /**
   * Writes a layer.
   *
   * @param entries in the order of the byte contract
   * @param scratch takes contents that have to come out of other layers
   */
  Written write(List<Entry> entries, Scratch scratch) throws IOException {
    ContentHashes hashes = new ContentHashes(entries.size());
    Layer layer = write(atHand(entries, scratch), hashes);
    LayerIndex index = LayerIndex.ofWritten(tools.images(), layer, entries, hashes.digests());
    tools.indexes().add(layer, index);
    return new Written(layer, index);
  }

  private static List<Entry> atHand(List<Entry> entries, Scratch scratch) throws IOException {
    boolean inLayers =
        entries.stream()
            .anyMatch(e -> e instanceof FileEntry file && file.content() instanceof LayerFile);
    return inLayers ? new LayerFileSpool(scratch).fetch(entries) : entries;
  }

  private Layer write(List<Entry> entries, ContentHashes hashes) throws IOException {
    WatchedBytes watch = new WatchedBytes(tools, "writing layer", size(entries));
    try (BlobWriter blob = tools.blobs().newBlob();
        LayerWriter writer = new LayerWriter(blob, compression)) {
      for (int i = 0; i < entries.size(); i++) {
        tools.cancellation().check();
        writer.add(watched(entries.get(i), watch, hashes, i));
      }
      Layer layer = writer.finish();
      watch.finish();
      return layer;
    }
  }

  private static Entry watched(Entry entry, WatchedBytes watch, ContentHashes hashes, int ordinal) {
    return entry instanceof FileEntry file
        ? new FileEntry(
            file.path(), file.metadata(), hashes.of(ordinal, watch.watch(file.content())))
        : entry;
  }

  private static long size(List<Entry> entries) {
    return entries.stream()
        .mapToLong(entry -> entry instanceof FileEntry file ? file.content().size() : 0)
        .sum();
  }
}
