package dev.lamina;

import dev.lamina.compression.Compression;
import dev.lamina.oci.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What is copied from one place to another, and how.
 *
 * @param selection which images of a place that holds several
 * @param platform of an index the image for this platform alone; null for the index with all its
 *     images, as far as the target can hold that
 * @param compression compresses layers anew, which changes manifests and keeps configs; null leaves
 *     them as they are
 */
public record CopyRequest(
    Selection selection, @Nullable Platform platform, @Nullable Compression compression) {
  /** One image, as it is. */
  public static final CopyRequest ONE = new CopyRequest(Selection.ONE, null, null);

  /** Which images are meant. */
  public enum Selection {
    /** The one that the place names, or has. */
    ONE,
    /** All that the place has, under all their names. */
    ALL
  }
}
