package dev.lamina.dockerfile.instruction;

import java.util.List;

/**
 * The settings of HEALTHCHECK. Zero means: as the engine pleases.
 *
 * @param test {@code NONE}, {@code CMD} and words, or {@code CMD-SHELL} and a text
 * @param interval nanoseconds
 * @param timeout nanoseconds
 * @param startPeriod nanoseconds
 * @param startInterval nanoseconds
 * @param retries count
 */
public record HealthCheck(
    List<String> test,
    long interval,
    long timeout,
    long startPeriod,
    long startInterval,
    int retries) {
  public HealthCheck {
    test = List.copyOf(test);
  }
}
