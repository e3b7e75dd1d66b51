package dev.lamina.digest;

import java.io.IOException;
import java.io.Serial;

/** Bytes are not what their digest, size or diffID says. The command ends with exit code 4. */
public final class ContentMismatchException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what differs, where, and both values
   */
  public ContentMismatchException(String message) {
    super(message);
  }

  /**
   * @param message what differs, where, and both values
   */
  public ContentMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
