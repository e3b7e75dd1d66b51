package dev.lamina.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is garbage.
 *
 * @param nameless whether images without a name are
 * @param storedBefore nameless images and blobs that came into the store after this stay; null lets
 *     none stay for its age
 * @param now the time, for the age of what is in quarantine; nothing else depends on it
 * @param quarantineAge how long damaged blobs are kept for inspection
 */
public record GarbageOptions(
    Nameless nameless, @Nullable Instant storedBefore, Instant now, Duration quarantineAge) {
  /** What happens to images that have no name. */
  public enum Nameless {
    /** They stay. */
    KEEP,
    /** They go. */
    REMOVE
  }

  /** Of any age, with damaged blobs kept for 30 days. */
  public GarbageOptions(Nameless nameless, Instant now) {
    this(nameless, null, now, Duration.ofDays(30));
  }

  /** The same for what was stored before a time. */
  public GarbageOptions before(Instant time) {
    return new GarbageOptions(nameless, time, now, quarantineAge);
  }
}
