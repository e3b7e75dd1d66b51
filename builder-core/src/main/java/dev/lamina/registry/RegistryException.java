package dev.lamina.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A registry did not do what it was asked to, or could not be reached. No secret is in the text.
 */
public sealed class RegistryException extends IOException permits MissingBlobs {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Kind {
    /** Credentials are missing or were not accepted. */
    UNAUTHORIZED,
    /** The account may not do this. */
    DENIED,
    /** There is no such repository, tag, manifest or blob. */
    NOT_FOUND,
    /** The registry does not take what it was sent. */
    REJECTED,
    /** The registry does not offer this. */
    UNSUPPORTED,
    /** The registry asks us to come less often. */
    TOO_MANY_REQUESTS,
    /** The registry failed. */
    FAILED,
    /** The registry could not be reached. */
    UNREACHABLE,
    /** The answer is none of a registry. */
    MALFORMED
  }

  private final Kind kind;
  private final @Nullable String hint;

  public RegistryException(
      Kind kind, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  /** The same, with what it is about in front of its message. */
  public RegistryException about(String what) {
    return new RegistryException(kind, what + ": " + getMessage(), hint, this);
  }

  public Kind kind() {
    return kind;
  }

  /** What to do about it, if we know. */
  public @Nullable String hint() {
    return hint;
  }
}
