package dev.lamina.registry;

import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What a push would do with a blob or a document.
 *
 * @param what the blob or document
 * @param fate what would become of it
 * @param from the repository of the same registry that may have it, for {@link Fate#MOUNTS}
 */
public record BlobPlan(Descriptor what, Fate fate, @Nullable Repository from) {
  /** What becomes of a blob. */
  public enum Fate {
    /** It is there. */
    EXISTS,
    /**
     * The registry is asked to take it from another repository, which may fail; then it is sent.
     */
    MOUNTS,
    /** It is sent. */
    UPLOADS
  }
}
