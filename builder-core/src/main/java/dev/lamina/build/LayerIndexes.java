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
import java.util.function.Supplier;

/**
 * The indexes of the layers of one build, each read at most once, and only when a step needs it.
 */
final class LayerIndexes {
  private final BlobSource blobs;
  private final LayerIndexCache cache;
  private final Map<Layer, Supplier<LayerIndex>> known = new HashMap<>();

  /**
   * @param cache knows layers of earlier builds
   */
  LayerIndexes(BlobSource blobs, LayerIndexCache cache) {
    this.blobs = blobs;
    this.cache = cache;
  }

  /** Notes a layer that was just written, so that neither this build nor a later one reads it. */
  void add(Layer layer, LayerIndex index) {
    known.put(layer, () -> index);
    cache.keep(index, layer.diffId());
  }

  /**
   * Notes a layer of an earlier build of which all is known.
   *
   * @param index asked when a step needs it, which is seldom
   */
  void found(Layer layer, Supplier<LayerIndex> index) {
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
    Supplier<LayerIndex> index = known.get(layer);
    LayerIndex made =
        index == null ? cache.read(blobs, layer.descriptor(), layer.diffId()) : index.get();
    known.put(layer, () -> made);
    return made;
  }
}
