package dev.lamina.registry;

import java.io.IOException;
import java.time.Duration;

/** Something went wrong that may go better the next time. */
final class PassingFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final IOException reason;
  private final Duration wait;

  /**
   * @param reason what is thrown when no attempt goes better
   * @param wait what the registry asked for
   */
  PassingFailure(IOException reason, Duration wait) {
    super(reason);
    this.reason = reason;
    this.wait = wait;
  }

  IOException reason() {
    return reason;
  }

  Duration asked() {
    return wait;
  }
}
