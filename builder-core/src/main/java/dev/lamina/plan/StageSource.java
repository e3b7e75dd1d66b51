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

  /**
   * A build context: an image, or files that become a root file system.
   *
   * @param name as {@link PlanOptions#contextName} gives it
   * @param platform what FROM asks for; null: the target platform
   * @param extent what it stands for
   */
  record NamedContext(String name, @Nullable Platform platform, Extent extent)
      implements StageSource {
    /** How much of a stage a context stands for. */
    public enum Extent {
      /** What FROM names. */
      BASE,
      /** The stage as a whole, which has the context's name: its instructions are not looked at. */
      STAGE
    }
  }

  /** A stage of the same Dockerfile. */
  record EarlierStage(int index) implements StageSource {}
}
