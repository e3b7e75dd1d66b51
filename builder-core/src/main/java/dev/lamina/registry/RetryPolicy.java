package dev.lamina.registry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How often and how fast something is tried again.
 *
 * @param attempts at most, the first included
 * @param first wait before the second; each further one is up to three times as long
 * @param longest wait
 * @param jitter from 0 to 1, so that many clients do not come back at the same time
 * @param sleeper waits
 */
record RetryPolicy(
    int attempts, Duration first, Duration longest, DoubleSupplier jitter, Sleeper sleeper) {
  /** A registry that asks for more patience is not waited for longer than this. */
  private static final Duration MOST_ASKED = Duration.ofSeconds(60);

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /** Five attempts within some fifteen seconds. */
  static RetryPolicy standard(Sleeper sleeper) {
    return new RetryPolicy(
        5,
        Duration.ofMillis(250),
        Duration.ofSeconds(15),
        () -> ThreadLocalRandom.current().nextDouble(),
        sleeper);
  }

  /** The same with one attempt. */
  RetryPolicy once() {
    return new RetryPolicy(1, first, longest, jitter, sleeper);
  }

  /**
   * How long to wait after a failed attempt.
   *
   * @param attempt from 1
   * @param asked what the registry asked for; zero when it did not
   */
  Duration wait(int attempt, Duration asked) {
    double millis = (double) first.toMillis() * Math.pow(3, attempt - 1.0);
    double capped =
        Math.min(millis, (double) longest.toMillis()) * (0.5 + 0.5 * jitter.getAsDouble());
    Duration own = Duration.ofMillis((long) capped);
    Duration wanted = asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
    return wanted.compareTo(own) > 0 ? wanted : own;
  }
}
