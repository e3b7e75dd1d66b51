package dev.lamina.plan;

import dev.lamina.oci.Platform;
import org.jspecify.annotations.Nullable;

/** What a stage begins with. */
public sealed interface StageSource {
  /**
   * Nothing.
   *
   * @param platform of the image that begins here
   */
  record Scratch(Platform platform) implements StageSource {}

  /**
   * An image.
   *
   * @param name variables expanded, else as written; a well-formed reference
   * @param platform what FROM asks for; null: the target platform
   */
  record BaseImage(String name, @Nullable Platform platform) implements StageSource {}

  /** A stage of the same Dockerfile. */
  record EarlierStage(int index) implements StageSource {}
}
