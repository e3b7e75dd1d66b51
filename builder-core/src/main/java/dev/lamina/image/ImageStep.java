package dev.lamina.image;

import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One step that made an image.
 *
 * @param history what the config says of it; says nothing where a layer has no entry
 * @param layer the layer that it made, from 0 at the bottom; empty when it made none
 */
public record ImageStep(History history, OptionalInt layer) {
  private static final History UNKNOWN = new History(null, null, null, null, false);

  /**
   * The steps of an image, the oldest first. The entries that made a layer get the layers in order,
   * as far as both go; layers that are left over are steps that nothing is known of.
   */
  public static List<ImageStep> of(Image image) {
    ImageConfig config = image.config().value();
    int layers = image.manifest().layers().size();
    int next = 0;
    List<ImageStep> steps = new ArrayList<>();
    for (History entry : config.history()) {
      boolean madeOne = !entry.emptyLayer() && next < layers;
      steps.add(new ImageStep(entry, madeOne ? OptionalInt.of(next) : OptionalInt.empty()));
      next += madeOne ? 1 : 0;
    }
    for (; next < layers; next++) {
      steps.add(new ImageStep(UNKNOWN, OptionalInt.of(next)));
    }
    return steps;
  }
}
