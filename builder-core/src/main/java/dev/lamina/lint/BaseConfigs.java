package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the configurations of base images. */
@FunctionalInterface
public interface BaseConfigs {
  /** No image is looked up: what a base brings is not known. */
  BaseConfigs UNKNOWN = (name, platform, place) -> null;

  /**
   * The configuration of an image, or null when it is not known.
   *
   * @param platform what FROM asks for, or the target platform
   * @param place the FROM line
   */
  @Nullable ImageConfig find(String name, Platform platform, Place place) throws IOException;
}
