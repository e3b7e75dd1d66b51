package dev.lamina.oci;

import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * How to ask a container whether it is well (Docker's extension of the image configuration). Zero
 * means "as the base image or the engine says".
 *
 * @param test {@code ["NONE"]}, {@code ["CMD", …]} or {@code ["CMD-SHELL", "…"]}
 * @param intervalNanos between two checks, in nanoseconds
 * @param timeoutNanos of one check, in nanoseconds
 * @param startPeriodNanos in which failures do not count, in nanoseconds
 * @param startIntervalNanos between two checks in the start period, in nanoseconds
 * @param retries failures in a row that make the container unhealthy
 */
public record Healthcheck(
    List<String> test,
    long intervalNanos,
    long timeoutNanos,
    long startPeriodNanos,
    long startIntervalNanos,
    int retries) {
  private static final Set<String> KEYS =
      Set.of("Test", "Interval", "Timeout", "StartPeriod", "StartInterval", "Retries");

  public Healthcheck {
    test = List.copyOf(test);
  }

  static Healthcheck parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    long retries = object.integer("Retries", 0);
    if (retries < Integer.MIN_VALUE || retries > Integer.MAX_VALUE) {
      throw object.refusal("Retries", "is out of range");
    }
    return new Healthcheck(
        object.strings("Test"),
        object.integer("Interval", 0),
        object.integer("Timeout", 0),
        object.integer("StartPeriod", 0),
        object.integer("StartInterval", 0),
        (int) retries);
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .setUnlessEmpty("Test", test)
        .setUnlessZero("Interval", intervalNanos)
        .setUnlessZero("Timeout", timeoutNanos)
        .setUnlessZero("StartPeriod", startPeriodNanos)
        .setUnlessZero("StartInterval", startIntervalNanos)
        .setUnlessZero("Retries", retries)
        .build();
  }
}
