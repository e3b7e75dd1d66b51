package dev.lamina.build;

import dev.lamina.cache.SharedCache;
import dev.lamina.cache.SharedLayer;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.ContentDigests;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexBytes;
import dev.lamina.filetree.LayerInput;
import dev.lamina.layer.Layer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Layers that may have been made of some entries before. Files are read when there are any. */
final class Candidates {
  private final BuildTools tools;
  private final List<Entry> entries;
  private final LayerInput input;
  private final InputDigests contents;
  private @Nullable ContentDigests digests;
  private boolean unknown;

  /**
   * @param entries what the layer is to have
   * @param input those, as the caches know them
   * @param contents finds digests of their files
   */
  Candidates(BuildTools tools, List<Entry> entries, LayerInput input, InputDigests contents) {
    this.tools = tools;
    this.entries = entries;
    this.input = input;
    this.contents = contents;
  }

  /** The layer that this store remembers, whether its blob is there or not; null for none. */
  @Nullable Layer here() throws IOException {
    Map<Digest, Layer> known = tools.cache().layers().find(input.outline());
    ContentDigests found = known.isEmpty() ? null : digests();
    if (found == null) {
      return null;
    }
    Digest key = input.key(found);
    Layer layer = known.get(key);
    if (layer != null && tools.images().has(layer.descriptor())) {
      tools.cache().used().add(new SharedLayer(input.outline(), key, layer));
    }
    return layer;
  }

  /**
   * The layer of another machine's cache, fetched and found to be what it should; null for none.
   */
  @Nullable Layer elsewhere() throws IOException {
    for (SharedCache cache : tools.cache().shared()) {
      ContentDigests found = cache.knows(input.outline()) ? digests() : null;
      Digest key = found == null ? null : input.key(found);
      Layer layer = key == null ? null : cache.find(input.outline(), key);
      if (key != null && layer != null && isFetched(layer, cache)) {
        tools.cache().layers().put(input.outline(), key, layer);
        tools.cache().used().add(new SharedLayer(input.outline(), key, layer), cache.name());
        return layer;
      }
    }
    return null;
  }

  /**
   * What others say of a layer is not believed: its names, metadata and contents are compared with
   * what this build would put into it, so that a cache cannot change an image's files.
   */
  private boolean isFetched(Layer layer, SharedCache cache) throws IOException {
    tools.cancellation().check();
    if (!cache.fetch(layer, tools.blobs())) {
      return false;
    }
    try {
      byte[] has = LayerIndexBytes.of(tools.indexes().index(layer), layer.diffId());
      byte[] wanted = LayerIndexBytes.of(index(layer).get(), layer.diffId());
      if (!Arrays.equals(has, wanted)) {
        throw new ContentMismatchException("it does not hold the files of this step");
      }
      return true;
    } catch (IOException e) {
      cache.reject(layer, e);
      return false;
    }
  }

  /** What is in a layer that was found. */
  Supplier<LayerIndex> index(Layer layer) {
    ContentDigests found = digests;
    if (found == null) {
      throw new IllegalStateException("nothing was found");
    }
    return () -> LayerIndex.ofWritten(tools.images(), layer, entries, found);
  }

  /** Null when it would take reading whole layers. */
  private @Nullable ContentDigests digests() throws IOException {
    if (digests == null && !unknown) {
      digests = contents.find();
      unknown = digests == null;
    }
    return digests;
  }
}
