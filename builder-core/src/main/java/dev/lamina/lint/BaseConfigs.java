package dev.lamina.lint;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.StageSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the configurations of base images. */
@FunctionalInterface
public interface BaseConfigs {
  /** No image is looked up: what a base brings is not known. */
  BaseConfigs UNKNOWN = (source, target, place) -> null;

  /**
   * The configuration of an image or a named context, or null when it is not known.
   *
   * @param target the platform where FROM asks for none
   * @param place the FROM line
   */
  @Nullable ImageConfig find(StageSource source, Platform target, Place place)
      throws IOException, DockerfileException;
}
