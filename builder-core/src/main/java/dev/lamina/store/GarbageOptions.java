package dev.lamina.store;

import java.time.Duration;
import java.time.Instant;

/**
 * What is garbage.
 *
 * @param nameless whether images without a name are
 * @param now the time, for the age of what is in quarantine; nothing else depends on it
 * @param quarantineAge how long damaged blobs are kept for inspection
 */
public record GarbageOptions(Nameless nameless, Instant now, Duration quarantineAge) {
  /** What happens to images that have no name. */
  public enum Nameless {
    /** They stay. */
    KEEP,
    /** They go. */
    REMOVE
  }

  /** With damaged blobs kept for 30 days. */
  public GarbageOptions(Nameless nameless, Instant now) {
    this(nameless, now, Duration.ofDays(30));
  }
}
