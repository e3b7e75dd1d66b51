package dev.lamina.cache;

import dev.lamina.digest.Digest;
import dev.lamina.layer.Layer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The layers that a build has made or found, in the order of its steps. For one thread. */
public final class UsedLayers {
  private final Map<Digest, SharedLayer> byKey = new LinkedHashMap<>();
  private final Map<Digest, String> origins = new HashMap<>();

  /** Notes a layer that was made, or was in the store. */
  public void add(SharedLayer layer) {
    byKey.putIfAbsent(layer.key(), layer);
  }

  /**
   * Notes a layer that came from another cache.
   *
   * @param origin the name of the cache
   */
  public void add(SharedLayer layer, String origin) {
    add(layer);
    origins.put(layer.layer().descriptor().digest(), origin);
  }

  /** All of them. */
  public Collection<SharedLayer> all() {
    return Collections.unmodifiableCollection(byKey.values());
  }

  /** The name of the cache that a layer came from; empty when it was made here, or was here. */
  public String origin(Layer layer) {
    return origins.getOrDefault(layer.descriptor().digest(), "");
  }
}
