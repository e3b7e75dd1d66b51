package dev.lamina.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills processes while they work on a store, and counts the kills that landed inside: the process
 * had made its temporary directory, had not removed it, and died of the signal. Learns how long the
 * work takes from those that got away.
 */
final class HitMeter {
  private static final int KILLED = 128 + 9;

  private final Path store;
  private final SplittableRandom random;
  private final List<Long> moments = new ArrayList<>();
  private long window = TimeUnit.MILLISECONDS.toNanos(400);
  private int attempts;

  HitMeter(Path store, SplittableRandom random) {
    this.store = store;
    this.random = random;
  }

  int hits() {
    return moments.size();
  }

  int attempts() {
    return attempts;
  }

  /** Kills at a random moment of the work; whether it was hit. */
  boolean kill(Process process) throws InterruptedException {
    attempts++;
    long unfinished = Stores.unfinished(store);
    while (process.isAlive() && Stores.unfinished(store) <= unfinished) {
      LockSupport.parkNanos(200_000);
    }
    long begin = System.nanoTime();
    long wait = random.nextLong(window);
    boolean ended = process.waitFor(wait, TimeUnit.NANOSECONDS);
    long moment = System.nanoTime() - begin;
    process.destroyForcibly().waitFor();
    if (!ended && process.exitValue() == KILLED && Stores.unfinished(store) > unfinished) {
      moments.add(moment);
      window += window / 20;
      return true;
    }
    window -= window / 10;
    return false;
  }

  @Override
  public String toString() {
    String spread =
        moments.isEmpty()
            ? ""
            : ", "
                + Collections.min(moments) / 1_000_000
                + " to "
                + Collections.max(moments) / 1_000_000
                + " ms after its beginning";
    return hits() + " of " + attempts + " kills landed inside the work" + spread;
  }
}
