package dev.lamina.io;

import java.io.IOException;
import java.io.Serial;

/** Something that was asked for by name is not there. The command ends with exit code 8. */
public final class NotFoundException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was looked for, and where
   */
  public NotFoundException(String message) {
    super(message);
  }
}
