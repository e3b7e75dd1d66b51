package dev.lamina.build;

import dev.lamina.digest.Digest;
import dev.lamina.layer.Layer;
import dev.lamina.oci.ImageConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage has come to: the layers so far and the config that goes with them.
 *
 * @param config its diffIDs and history are those of {@code layers}
 * @param layers the lowest first
 * @param inherited what of it was made elsewhere
 */
record StageImage(ImageConfig config, List<Layer> layers, Inherited inherited) {
  /**
   * What came with an image at the bottom.
   *
   * @param layers how many of the lowest layers
   * @param history how many of the oldest entries of the history
   * @param image the digest of its manifest; null when there is none
   */
  record Inherited(int layers, int history, @Nullable Digest image) {
    static final Inherited NOTHING = new Inherited(0, 0, null);
  }

  StageImage {
    layers = List.copyOf(layers);
  }

  /**
   * An image that was made elsewhere.
   *
   * @param image the digest of its manifest
   */
  static StageImage ofBase(ImageConfig config, List<Layer> layers, Digest image) {
    return new StageImage(
        config, layers, new Inherited(layers.size(), config.history().size(), image));
  }

  /** An image with nothing in it. */
  static StageImage ofScratch(ImageConfig config) {
    return new StageImage(config, List.of(), Inherited.NOTHING);
  }
}
