package dev.lamina.build;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
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
  private final Map<List<Digest>, Supplier<LayerIndex>> known = new HashMap<>();

  /**
   * @param cache knows layers of earlier builds
   */
  LayerIndexes(BlobSource blobs, LayerIndexCache cache) {
    this.blobs = blobs;
    this.cache = cache;
  }

  /** Notes a layer that was just written, so that neither this build nor a later one reads it. */
  void add(Layer layer, LayerIndex index) {
    known.put(key(layer), () -> index);
    cache.keep(index, layer.diffId());
  }

  /**
   * Notes a layer of an earlier build of which all is known.
   *
   * @param index asked when a step needs it, which is seldom
   */
  void found(Layer layer, Supplier<LayerIndex> index) {
    known.put(key(layer), index);
  }

  /** The tree of a stack of layers. */
  FileTree tree(List<Layer> layers) throws IOException {
    List<LayerIndex> indexes = new ArrayList<>(layers.size());
    for (Layer layer : layers) {
      indexes.add(index(layer));
    }
    return FileTree.of(indexes);
  }

  /** What is in a layer, which is read where that is not known. */
  LayerIndex index(Layer layer) throws IOException {
    Supplier<LayerIndex> index = known.get(key(layer));
    LayerIndex made =
        index == null ? cache.read(blobs, layer.descriptor(), layer.diffId()) : index.get();
    known.put(key(layer), () -> made);
    return made;
  }

  // a layer itself would do, but the JVM is slow to make the hash code of a record with many parts
  private static List<Digest> key(Layer layer) {
    return List.of(layer.descriptor().digest(), layer.diffId());
  }
}
