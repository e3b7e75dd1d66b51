package dev.lamina.filetree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.entry.Entry;
import dev.lamina.image.MemoryImages;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerSharesTest {
  private final MemoryImages blobs = new MemoryImages();

  private LayerIndex index(String... lines) throws IOException {
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, Compression.GZIP, 2)) {
      for (Entry entry : Trees.entries(lines)) {
        writer.add(entry);
      }
      Layer layer = writer.finish();
      return LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "layer");
    }
  }

  private static List<String> shares(LayerIndex... layers) throws IOException {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (LayerShare share : LayerShares.of(List.of(layers))) {
      for (LayerShare.StoredFile file : share.files()) {
        LayerShare.Loss loss = file.loss();
        lines.add(
            number
                + " "
                + file.path()
                + " "
                + file.size()
                + (loss == null ? "" : " " + loss.kind() + " by " + loss.layer()));
      }
      lines.add(number + ": " + share.wasted() + " of " + share.size());
      number++;
    }
    return lines;
  }

  @Test
  void what_upper_layers_overwrite_or_delete_is_wasted() throws IOException {
    assertEquals(
        List.of(
            "0 /a 1",
            "0 /b 2 OVERWRITTEN by 1",
            "0 /d/e 3 DELETED by 1",
            "0 /o/p 4 DELETED by 2",
            "0: 9 of 10",
            "1 /b 3 DELETED by 2",
            "1: 3 of 3",
            "2 /o/q 1",
            "2: 0 of 1"),
        shares(
            index("f 644 0:0 a 1", "f 644 0:0 b 22", "f 644 0:0 d/e 333", "f 644 0:0 o/p 4444"),
            index("f 644 0:0 .wh.d ", "f 644 0:0 b 333"),
            index("f 644 0:0 .wh.b ", "f 644 0:0 o/.wh..wh..opq ", "f 644 0:0 o/q 1")));
  }

  @Test
  void a_file_that_is_seen_under_another_name_is_not_wasted() throws IOException {
    assertEquals(
        List.of("0 /a 1", "0: 0 of 1", "1: 0 of 0"),
        shares(index("f 644 0:0 a x", "h 644 0:0 b a"), index("f 644 0:0 .wh.a ")));
  }

  @Test
  void of_a_layer_that_is_there_twice_the_upper_one_is_seen() throws IOException {
    LayerIndex layer = index("f 644 0:0 a x");
    assertEquals(
        List.of("0 /a 1 OVERWRITTEN by 1", "0: 1 of 1", "1 /a 1", "1: 0 of 1"),
        shares(layer, layer));
  }
}
