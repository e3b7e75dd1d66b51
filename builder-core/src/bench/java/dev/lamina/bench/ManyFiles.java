package dev.lamina.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** 10,000 files of 2 KiB in 50 directories, as a layer has them. */
final class ManyFiles {
  private static final int DIRECTORIES = 50;
  private static final int FILES_EACH = 200;

  private ManyFiles() {}

  /** In the order of the byte contract. */
  static List<Entry> entries() {
    ByteSource content =
        ByteSource.of("A line of a file.\n".repeat(128).substring(0, 2048).getBytes(UTF_8));
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < DIRECTORIES; i++) {
      EntryPath directory = EntryPath.of("dir" + (100 + i));
      entries.add(new DirectoryEntry(directory, Metadata.of(0755)));
      for (int j = 0; j < FILES_EACH; j++) {
        entries.add(
            new FileEntry(directory.resolve("file" + (1000 + j)), Metadata.of(0644), content));
      }
    }
    return entries;
  }

  static Layer write(
      MemoryImages blobs, List<Entry> entries, Compression compression, int parallelism)
      throws IOException {
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, compression, parallelism)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      return writer.finish();
    }
  }

  /** A layer in memory that is not compressed. */
  static Layer stored(MemoryImages blobs) {
    try {
      return write(blobs, entries(), Compression.NONE, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LayerIndex index(MemoryImages blobs, Layer layer) {
    try {
      return LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "the layer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
