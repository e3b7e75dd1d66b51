package dev.lamina.filetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.SourceNode;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.EntryPath;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.oci.Descriptor;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedTreeTest {
  private final MemoryImages blobs = new MemoryImages();
  private final List<Descriptor> descriptors = new ArrayList<>();
  private final List<Digest> diffIds = new ArrayList<>();
  private final FileTree tree = new FileTree();

  private void add(String... lines) throws IOException {
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, Compression.GZIP, 2)) {
      for (Entry entry : Trees.entries(lines)) {
        writer.add(entry);
      }
      Layer layer = writer.finish();
      descriptors.add(layer.descriptor());
      diffIds.add(layer.diffId());
      tree.add(LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "layer"));
    }
  }

  private void addTwoLayers() throws IOException {
    add(
        "d 1777 0:0 a",
        "f 4755 1:2 a/b content of b",
        "h 4755 1:2 a/c a/b",
        "l 777 0:0 a/l ../now\\xff\\nhere",
        "c 666 0:5 dev/null 1,3",
        "p 600 7:8 fifo",
        "f 644 0:0 odd\\xff\\x20name x");
    add("f 644 0:0 .wh.fifo ", "f 600 0:0 a/.wh.b ", "f 644 9:9 z/y/x/w deep");
  }

  private PackedTree.Layers layers() {
    return new PackedTree.Layers(blobs, descriptors, diffIds);
  }

  private PackedTree packed() throws IOException {
    PackedTree packed = PackedTree.read(PackedTree.bytes(tree, layers()), layers());
    assertNotNull(packed);
    return packed;
  }

  @Test
  void a_packed_tree_is_the_tree() throws IOException {
    addTwoLayers();
    assertEquals(Trees.walk(tree), Trees.walk(packed()));
    assertEquals(TreeFiles.all(tree), TreeFiles.all(packed()));
    for (SourceNode node : TreeFiles.all(tree)) {
      // each alone, by a tree that has decoded nothing yet
      assertEquals(node, packed().find(node.path()));
      assertEquals(tree.list(node.path()), packed().list(node.path()));
    }
    assertNull(packed().find(EntryPath.of("a/b/c")));
    assertNull(packed().find(EntryPath.of("nowhere/at/all")));
    assertEquals(List.of(), packed().list(EntryPath.of("nowhere")));
    assertEquals(EntryPath.of("a/c"), packed().resolve(EntryPath.of("a/../a/./c")));
  }

  @Test
  void the_tree_of_layers_without_files_is_a_root() throws IOException {
    add();
    assertEquals(TreeFiles.all(tree), TreeFiles.all(packed()));
  }

  @Test
  void damage_another_stack_and_another_format_are_noticed() throws IOException {
    addTwoLayers();
    byte[] good = PackedTree.bytes(tree, layers());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      assertNull(PackedTree.read(bad, layers()), "bit of byte " + i);
    }
    assertNull(PackedTree.read(new byte[0], layers()));
    PackedTree.Layers other =
        new PackedTree.Layers(blobs, descriptors.subList(0, 1), diffIds.subList(0, 1));
    assertNull(PackedTree.read(good, other));
  }
}
