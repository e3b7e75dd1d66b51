package dev.lamina.filetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.image.MemoryImages;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentHashesTest {
  private final MemoryImages blobs = new MemoryImages();
  private final List<Entry> entries =
      Trees.entries(
          "f 644 0:0 a content",
          "f 644 0:0 b",
          "d 755 0:0 d",
          "f 644 0:0 d/x " + "y".repeat(99999));

  @Test
  void a_layer_is_known_when_it_has_been_written_as_when_it_has_been_read() throws IOException {
    ContentHashes hashes = new ContentHashes(entries.size());
    Layer layer;
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, Compression.GZIP, 2)) {
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        writer.add(
            entry instanceof FileEntry file
                ? new FileEntry(file.path(), file.metadata(), hashes.of(i, file.content()))
                : entry);
      }
      layer = writer.finish();
    }
    LayerIndex written = LayerIndex.ofWritten(blobs, layer, entries, hashes.digests());
    LayerIndex read = LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "layer");
    assertEquals(read, written);
    assertEquals(digests(read), digests(written));
    assertEquals(3, digests(written).size());
  }

  private static List<Digest> digests(LayerIndex index) {
    List<Digest> digests = new ArrayList<>();
    for (Entry entry : index.entries()) {
      if (entry instanceof FileEntry file && file.content() instanceof LayerFile place) {
        Digest digest = place.contentDigest();
        assertNotNull(digest, entry::toString);
        digests.add(digest);
      }
    }
    return digests;
  }
}
