package dev.lamina.fuzz;

import java.time.Duration;

/** What an input may cost. */
final class Limits {
  /** No input may take longer. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  private static final int TRIES = 3;

  private Limits() {}

  /** Something that is done to an input; what it may throw is caught in it. */
  @FunctionalInterface
  interface Check {
    void accept(byte[] input);
  }

  /**
   * Runs a check, and fails when it takes longer than {@link #LONGEST} three times in a row: once
   * may be the garbage collector's fault, or another process's.
   */
  static void within(Check check, byte[] input) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && best > LONGEST.toNanos(); i++) {
      long start = System.nanoTime();
      check.accept(input);
      best = Math.min(best, System.nanoTime() - start);
    }
    if (best > LONGEST.toNanos()) {
      throw new AssertionError("takes " + Duration.ofNanos(best).toMillis() + " ms");
    }
  }
}
