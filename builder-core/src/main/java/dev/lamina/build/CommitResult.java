package dev.lamina.build;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.util.List;

/**
 * What a commit or an import has come to.
 *
 * @param root the manifest
 * @param imageId the digest of the config
 * @param names the names that stand for it now
 * @param outcome what of the image is new
 * @param changed entries of the new layer, whiteouts not counted
 * @param removed whiteouts of the new layer
 */
public record CommitResult(
    Descriptor root,
    Digest imageId,
    List<Reference> names,
    Outcome outcome,
    long changed,
    long removed) {
  /** What of an image is new. */
  public enum Outcome {
    /** A layer, and the configuration with it. */
    LAYER,
    /** The configuration alone. */
    CONFIG,
    /** Nothing: it is the image that was there. */
    NOTHING
  }

  public CommitResult {
    names = List.copyOf(names);
  }
}
