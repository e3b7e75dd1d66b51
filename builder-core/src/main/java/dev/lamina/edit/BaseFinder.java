package dev.lamina.edit;

import dev.lamina.image.Image;
import java.io.IOException;

/** Finds the image that another stands on, or is to stand on. */
@FunctionalInterface
public interface BaseFinder {
  /**
   * The base for an image, of its platform.
   *
   * @throws dev.lamina.io.NotFoundException when there is none
   */
  Image find(ImageDraft image) throws IOException;
}
