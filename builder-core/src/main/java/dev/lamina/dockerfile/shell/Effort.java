package dev.lamina.dockerfile.shell;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the expansion of a whole Dockerfile may cost. Each word has its limit, but there can be many
 * words: without a limit for all of them, a file of a megabyte could take minutes and gigabytes.
 */
public final class Effort {
  /** Characters read and written, and states of patterns followed. */
  public static final long MOST = 16L << 20;

  private final AtomicLong spent = new AtomicLong();

  /**
   * Takes from what is left.
   *
   * @param where the instruction that takes it
   * @throws DockerfileException when nothing is left
   */
  public void spend(long units, Place where) throws DockerfileException {
    if (spent.addAndGet(units) > MOST) {
      throw new DockerfileException(
          where.problem(
              "variables of this Dockerfile take more than " + MOST + " steps to expand"));
    }
  }
}
