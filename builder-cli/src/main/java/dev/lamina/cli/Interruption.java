package dev.lamina.cli;

import dev.lamina.progress.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a cancellation and gives the work a moment to tidy up. The exit
 * code (130, 143) is then the JVM's own.
 */
final class Interruption {
  /** Work that waits for input does not see the cancellation, and its user waits for it to end. */
  private static final long PATIENCE_SECONDS = 1;

  private final Cancellation cancellation = Cancellation.create();
  private final CountDownLatch finished = new CountDownLatch(1);

  private Interruption() {}

  static Interruption watch() {
    Interruption interruption = new Interruption();
    // no lambda: it would be the first of the process, which costs --version some milliseconds
    Thread hook =
        new Thread("interruption") {
          @Override
          public void run() {
            interruption.stop();
          }
        };
    Runtime.getRuntime().addShutdownHook(hook);
    return interruption;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** The work is done; an exit from here on waits for nothing. */
  void finished() {
    finished.countDown();
  }

  private void stop() {
    if (finished.getCount() == 0) {
      return;
    }
    cancellation.cancel();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // what was written is still either complete or invisible
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
