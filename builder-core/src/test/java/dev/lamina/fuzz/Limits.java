package dev.lamina.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What an input may cost. */
final class Limits {
  /** No input may take longer. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  private static final int TRIES = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Limits() {}

  /** Something that is done to an input; what it may throw is caught in it. */
  @FunctionalInterface
  interface Check {
    void accept(byte[] input);
  }

  /**
   * Runs a check, and fails when it takes longer than {@link #LONGEST} of a processor three times
   * in a row: once may be the compiler's fault, and that others use the processor too is no one's.
   */
  static void within(Check check, byte[] input) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && best > LONGEST.toNanos(); i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      check.accept(input);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
    }
    if (best > LONGEST.toNanos()) {
      throw new AssertionError("takes " + Duration.ofNanos(best).toMillis() + " ms");
    }
  }
}
