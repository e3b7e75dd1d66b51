package dev.lamina.image;

import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.Optional;

/** Finds the images that a Dockerfile names. */
@FunctionalInterface
public interface ImageFinder {
  /**
   * The image that a name stands for, of an index the one for the platform. Manifest and config are
   * read, layers are not.
   *
   * @return empty when there is no such name
   * @throws NotFoundException when an index has nothing for the platform; says what it has
   */
  Optional<Image> find(Reference name, Platform platform) throws IOException;

  /** Looks into one place. */
  static ImageFinder in(ImageSource images) {
    return (name, platform) -> {
      Descriptor root;
      try {
        root = images.resolve(name);
      } catch (NotFoundException e) {
        return Optional.empty();
      }
      return Optional.of(Image.read(images, root, new PlatformMatcher(platform)));
    };
  }
}
