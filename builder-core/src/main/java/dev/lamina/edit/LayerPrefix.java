package dev.lamina.edit;

import dev.lamina.digest.Digest;
import dev.lamina.image.Image;
import dev.lamina.io.RefusedInputException;
import java.util.List;

/**
 * Whether an image stands on another: its lowest layers are those of the other, and all of them.
 */
final class LayerPrefix {
  private LayerPrefix() {}

  /**
   * Checks it by the diffIDs, so that layers may be compressed in another way.
   *
   * @throws RefusedInputException when it does not; says where the first difference is
   */
  static void require(ImageDraft image, Image base) throws RefusedInputException {
    List<Digest> own = image.config().rootFs().diffIds();
    List<Digest> lower = base.config().value().rootFs().diffIds();
    for (int i = 0; i < lower.size(); i++) {
      if (i >= own.size() || !own.get(i).equals(lower.get(i))) {
        throw new RefusedInputException(
            "image "
                + image.from().descriptor().digest()
                + " does not stand on "
                + base.descriptor().digest()
                + ": layer "
                + (i + 1)
                + " of the base is "
                + lower.get(i)
                + ", the image "
                + (i < own.size() ? "has " + own.get(i) : "has only " + own.size() + " layers"));
      }
    }
  }
}
