package dev.lamina.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The command line asks for something that makes no sense. */
final class UsageException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  UsageException(String message) {
    this(message, null);
  }

  UsageException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  @Nullable String hint() {
    return hint;
  }
}
