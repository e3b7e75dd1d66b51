package dev.lamina.edit;

import dev.lamina.dockerfile.DockerfileException;
import java.io.IOException;

/** What is to become of an image. */
@FunctionalInterface
public interface ImageEdit {
  /**
   * The image as it is to be. Layers that are new are in the store already; documents are not.
   *
   * @throws DockerfileException when the edit is given in instructions, and one is wrong
   */
  ImageDraft apply(ImageDraft image) throws IOException, DockerfileException;

  /** This, and then another. */
  default ImageEdit then(ImageEdit next) {
    return image -> next.apply(apply(image));
  }
}
