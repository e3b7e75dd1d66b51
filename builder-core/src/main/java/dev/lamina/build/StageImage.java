package dev.lamina.build;

import dev.lamina.layer.Layer;
import dev.lamina.oci.ImageConfig;
import java.util.List;

/**
 * What a stage has come to: the layers so far and the config that goes with them.
 *
 * @param config its diffIDs and history are those of {@code layers}
 * @param layers the lowest first
 */
record StageImage(ImageConfig config, List<Layer> layers) {
  StageImage {
    layers = List.copyOf(layers);
  }
}
