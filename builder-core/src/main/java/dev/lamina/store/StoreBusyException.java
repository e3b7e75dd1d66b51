package dev.lamina.store;

import java.io.IOException;
import java.io.Serial;

/** Others kept the store for longer than we may wait. The command ends with exit code 7. */
public final class StoreBusyException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what could not be done, where, and how long was waited
   */
  public StoreBusyException(String message) {
    super(message);
  }
}
