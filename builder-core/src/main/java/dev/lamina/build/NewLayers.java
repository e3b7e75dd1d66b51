package dev.lamina.build;

import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.FileDigests;
import dev.lamina.cache.SharedLayer;
import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.ContentDigests;
import dev.lamina.filetree.ContentHashes;
import dev.lamina.filetree.LayerFile;
import dev.lamina.filetree.LayerFileSpool;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerInput;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes layers of entries, or finds them, and knows their indexes from then on. */
final class NewLayers {
  /** Of all that decides the bytes of a layer beside its entries and compression. */
  private static final String FORMAT = "1 ";

  private final BuildTools tools;
  private final Compression compression;
  private final CacheUse use;

  NewLayers(BuildTools tools, Compression compression, CacheUse use) {
    this.tools = tools;
    this.compression = compression;
    this.use = use;
  }

  /** A layer, what is in it, and how it came. */
  record Written(Layer layer, Supplier<LayerIndex> index, Fate fate) {}

  /**
   * The layer of some entries.
   *
   * @param entries in the order of the byte contract
   * @param files knows digests of those that come from a directory
   * @param scratch takes contents that have to come out of other layers
   */
  Written write(List<Entry> entries, FileDigests files, Scratch scratch) throws IOException {
    LayerInput input = LayerInput.of(entries, FORMAT + compression.text());
    if (use == CacheUse.IGNORED) {
      return make(entries, input, files, scratch, Fate.MADE);
    }
    InputDigests contents = new InputDigests(entries, files, tools.cancellation());
    Candidates candidates = new Candidates(tools, entries, input, contents);
    Layer here = candidates.here();
    boolean lost = here != null && !tools.images().has(here.descriptor());
    Layer found = here == null || lost ? candidates.elsewhere() : here;
    if (found == null) {
      return make(entries, input, files, scratch, lost ? Fate.LOST : Fate.MADE);
    }
    Supplier<LayerIndex> index = candidates.index(found);
    tools.indexes().found(found, index);
    return new Written(found, index, Fate.FOUND);
  }

  private Written make(
      List<Entry> entries, LayerInput input, FileDigests files, Scratch scratch, Fate fate)
      throws IOException {
    ContentHashes hashes = new ContentHashes(entries.size());
    Layer layer = write(atHand(entries, scratch), hashes);
    ContentDigests digests = hashes.digests();
    LayerIndex index = LayerIndex.ofWritten(tools.images(), layer, entries, digests);
    tools.indexes().add(layer, index);
    Digest key = input.key(digests);
    tools.cache().layers().put(input.outline(), key, layer);
    tools.cache().used().add(new SharedLayer(input.outline(), key, layer));
    InputDigests.note(entries, IntStream.range(0, entries.size())::iterator, digests, files);
    return new Written(layer, () -> index, fate);
  }

  private static List<Entry> atHand(List<Entry> entries, Scratch scratch) throws IOException {
    boolean inLayers = false;
    boolean inArchives = false;
    for (Entry entry : entries) {
      if (entry instanceof FileEntry file) {
        inLayers |= file.content() instanceof LayerFile;
        inArchives |= file.content() instanceof ArchivedFile;
      }
    }
    List<Entry> found = inLayers ? new LayerFileSpool(scratch).fetch(entries) : entries;
    return inArchives ? ArchivedFile.fetch(found, scratch) : found;
  }

  private Layer write(List<Entry> entries, ContentHashes hashes) throws IOException {
    WatchedBytes watch = new WatchedBytes(tools, "writing layer", size(entries));
    try (BlobWriter blob = tools.blobs().newBlob();
        LayerWriter writer = new LayerWriter(blob, compression, tools.parallelism())) {
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
