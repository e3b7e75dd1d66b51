package dev.lamina;

import dev.lamina.image.Image;
import dev.lamina.image.ImageSource;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.store.StoreSession;
import java.io.Closeable;
import java.io.IOException;

/**
 * An image that was found, with what it takes to read it. While it is open no garbage is collected
 * in the store; closing it gives back whatever finding it took.
 *
 * @param session of the store, for indexes of layers and for scratch space
 * @param source where the image lies, which need not be the store
 * @param root the manifest or index that was asked for
 * @param place what else is closed in the end
 */
record OpenImage(StoreSession session, ImageSource source, Descriptor root, Closeable place)
    implements Closeable {
  /** Finds an image by what people type. */
  @FunctionalInterface
  interface Opener {
    /**
     * Finds an image and opens it.
     *
     * @param operation what it is for, as the end of "waiting to …"
     * @throws NotFoundException when there is no such image
     */
    OpenImage open(String image, String operation) throws IOException;
  }

  /**
   * The image for a platform.
   *
   * @throws NotFoundException when this is an index that has nothing for it
   * @throws RefusedInputException when it is no image, or contradicts itself
   */
  Image image(Platform platform) throws IOException {
    return Image.read(source, root, new PlatformMatcher(platform));
  }

  @Override
  public void close() throws IOException {
    try {
      place.close();
    } finally {
      session.close();
    }
  }
}
