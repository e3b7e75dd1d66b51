package dev.lamina.cache;

import dev.lamina.digest.Digest;
import dev.lamina.layer.Layer;
import java.util.Comparator;

/**
 * A layer, and what it was made of.
 *
 * @param outline of all but the contents of its files ({@link
 *     dev.lamina.filetree.LayerInput#outline})
 * @param key of everything ({@link dev.lamina.filetree.LayerInput#key})
 */
public record SharedLayer(Digest outline, Digest key, Layer layer) {
  /** An order that depends on nothing else. */
  static final Comparator<SharedLayer> ORDER =
      Comparator.comparing(SharedLayer::outline).thenComparing(SharedLayer::key);
}
