package dev.lamina.build;

import dev.lamina.content.BlobSource;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.layer.Layer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The indexes of the layers of one build, each read at most once, and only when a step needs it.
 */
final class LayerIndexes {
  private final BlobSource blobs;
  private final LayerIndexCache cache;
  private final Map<Layer, LayerIndex> known = new HashMap<>();

  /**
   * @param cache knows layers of earlier builds
   */
  LayerIndexes(BlobSource blobs, LayerIndexCache cache) {
    this.blobs = blobs;
    this.cache = cache;
  }

  /** Notes a layer that was just written, so that neither this build nor a later one reads it. */
  void add(Layer layer, LayerIndex index) {
    known.put(layer, index);
    cache.keep(index, layer.diffId());
  }

  /** Notes a layer of an earlier build of which all is known. */
  void found(Layer layer, LayerIndex index) {
    known.put(layer, index);
  }

  /** The tree of a stack of layers. */
  FileTree tree(List<Layer> layers) throws IOException {
    List<LayerIndex> indexes = new ArrayList<>(layers.size());
    for (Layer layer : layers) {
      indexes.add(index(layer));
    }
    return FileTree.of(indexes);
  }

  private LayerIndex index(Layer layer) throws IOException {
    LayerIndex index = known.get(layer);
    if (index == null) {
      index = cache.read(blobs, layer.descriptor(), layer.diffId());
      known.put(layer, index);
    }
    return index;
  }
}
