package dev.lamina;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.EntrySource;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexBytes;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.filetree.PackedTree;
import dev.lamina.io.KeptFiles;
import dev.lamina.oci.Descriptor;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Layer indexes in the store's cache, each in a file named by the layer, and trees of stacks of
 * layers, named by the ChainID. Together they take {@value #MOST_BYTES} bytes at most. Nothing
 * depends on them: one that is gone or damaged costs reading the layer again.
 */
final class KeptLayerIndexes implements LayerIndexCache {
  private static final long MOST_BYTES = 256 << 20;

  private final KeptFiles files;

  KeptLayerIndexes(StoreSession session) {
    this(session, MOST_BYTES);
  }

  KeptLayerIndexes(StoreSession session, long mostBytes) {
    this.files = new KeptFiles(session.cacheFiles(), "layer-index", mostBytes);
  }

  private static String name(Digest digest) {
    return digest.algorithm().id() + "-" + digest.hex();
  }

  @Override
  public @Nullable LayerIndex find(BlobSource blobs, Descriptor layer, Digest diffId) {
    byte[] bytes = files.read(name(layer.digest()));
    return bytes == null ? null : LayerIndexBytes.read(bytes, blobs, layer, diffId);
  }

  @Override
  public void keep(LayerIndex index, Digest diffId) {
    files.keep(name(index.layer().digest()), LayerIndexBytes.of(index, diffId));
  }

  /**
   * The tree of a stack of layers, at least one. What is not known is made of the layers' indexes,
   * and known from then on.
   *
   * @throws IOException when a layer must be read and cannot, is refused or is not what its names
   *     say
   */
  EntrySource tree(PackedTree.Layers layers) throws IOException {
    String name = "tree-" + name(layers.chainId());
    byte[] bytes = files.read(name);
    PackedTree known = bytes == null ? null : PackedTree.read(bytes, layers);
    if (known != null) {
      return known;
    }
    FileTree tree = new FileTree();
    for (int i = 0; i < layers.descriptors().size(); i++) {
      tree.add(read(layers.blobs(), layers.descriptors().get(i), layers.diffIds().get(i)));
    }
    files.keep(name, PackedTree.bytes(tree, layers));
    return tree;
  }
}
