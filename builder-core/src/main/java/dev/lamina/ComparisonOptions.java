package dev.lamina;

import dev.lamina.filetree.FileAspect;
import dev.lamina.oci.Platform;
import java.util.Set;

/**
 * What of two images is compared.
 *
 * @param platform which image of an index
 * @param parts what is looked at
 * @param ignored what of files is not looked at
 */
public record ComparisonOptions(Platform platform, Set<Part> parts, Set<FileAspect> ignored) {
  /** A part of an image. */
  public enum Part {
    /** The configuration and the annotations of the manifest. */
    CONFIG,
    /** The stack of layers; they are not read. */
    LAYERS,
    /** The files that a container sees. */
    FILES,
    /** The entries of layers that differ, layer by layer. */
    EACH_LAYER
  }

  public ComparisonOptions {
    parts = Set.copyOf(parts);
    ignored = Set.copyOf(ignored);
  }

  /** Configuration, layers and files, with all that can differ. */
  public static ComparisonOptions of(Platform platform) {
    return new ComparisonOptions(platform, Set.of(Part.CONFIG, Part.LAYERS, Part.FILES), Set.of());
  }
}
