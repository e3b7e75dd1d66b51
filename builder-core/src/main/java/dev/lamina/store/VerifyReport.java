package dev.lamina.store;

import dev.lamina.digest.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a store has found.
 *
 * @param blobs how many blobs were checked
 * @param bytes how many of their bytes were read
 * @param findings what is wrong; empty for a healthy store
 */
public record VerifyReport(long blobs, long bytes, List<Finding> findings) {
  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /** What can be wrong. */
  public enum Problem {
    /** An image needs it, and it is not here. */
    MISSING,
    /** It is here with another size than an image says. */
    WRONG_SIZE,
    /** Its bytes are not what its name says. */
    WRONG_DIGEST,
    /** It is a manifest or an index that cannot be used. */
    UNUSABLE
  }

  /**
   * One thing that is wrong.
   *
   * @param blob the blob that it is about
   * @param image the name, or else the digest, of an image that needs the blob; null when none does
   * @param detail what is wrong, in words, safe to print
   * @param quarantined whether the blob was moved aside
   */
  public record Finding(
      Problem problem, Digest blob, @Nullable String image, String detail, boolean quarantined) {}
}
