package dev.lamina.io;

import java.io.IOException;
import java.io.Serial;

/**
 * Input from outside that is malformed, over a limit or unsafe, and therefore not used. Nothing was
 * published. The command ends with exit code 3.
 */
public final class RefusedInputException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what was refused, where, and why; names from outside already escaped
   */
  public RefusedInputException(String message) {
    super(message);
  }

  /**
   * @param message what was refused, where, and why; names from outside already escaped
   */
  public RefusedInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
