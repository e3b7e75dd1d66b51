package dev.lamina.registry;

import dev.lamina.http.ConnectionException;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** The one loop in which requests are repeated; nothing below it repeats anything. */
final class Retry {
  private final RetryPolicy policy;
  private final Cancellation cancellation;
  private final ProgressListener progress;

  Retry(RetryPolicy policy, Cancellation cancellation, ProgressListener progress) {
    this.policy = policy;
    this.cancellation = cancellation;
    this.progress = progress;
  }

  /** Something that may be done again from its beginning. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  /**
   * Tries until it succeeds, fails for good, or has failed too often.
   *
   * @param what for the message about another attempt
   */
  <T> T run(String what, Attempt<T> attempt) throws IOException {
    for (int count = 1; ; count++) {
      cancellation.check();
      IOException reason;
      Duration asked = Duration.ZERO;
      int most = policy.attempts();
      try {
        return attempt.run();
      } catch (PassingFailure e) {
        reason = e.reason();
        asked = e.asked();
      } catch (ConnectionException e) {
        if (!e.kind().passing()) {
          throw Refusals.unreachable(what, e);
        }
        reason = Refusals.unreachable(what, e);
        most = e.kind() == ConnectionException.Kind.REFUSED ? Math.min(2, most) : most;
      }
      if (count >= most) {
        throw reason;
      }
      pause(what, count, reason, asked);
    }
  }

  void pause(String what, int count, IOException reason, Duration asked) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      // nobody waits for another attempt
      throw interrupted(what, reason);
    }
    progress.on(
        new ProgressEvent.Message(reason.getMessage() + "; attempt " + (count + 1) + " follows"));
    try {
      policy.sleeper().sleep(policy.wait(count, asked));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(what, e);
    }
  }

  private static InterruptedIOException interrupted(String what, Exception cause) {
    InterruptedIOException interrupted = new InterruptedIOException(what + " was interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }

  int attempts() {
    return policy.attempts();
  }
}
