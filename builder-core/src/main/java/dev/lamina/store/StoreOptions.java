package dev.lamina.store;

import dev.lamina.io.Durability;
import java.time.Duration;

/**
 * How a store is used.
 *
 * @param durability whether results survive a power failure
 * @param lockTimeout how long to wait for others
 * @param sharing who may write
 */
public record StoreOptions(Durability durability, Duration lockTimeout, Sharing sharing) {
  /** Durable, private, waiting a minute. */
  public static final StoreOptions DEFAULT =
      new StoreOptions(Durability.FULL, Duration.ofSeconds(60), Sharing.PRIVATE);

  /**
   * @throws IllegalArgumentException when the time-out is negative
   */
  public StoreOptions {
    if (lockTimeout.isNegative()) {
      throw new IllegalArgumentException("negative lock time-out: " + lockTimeout);
    }
  }

  public StoreOptions withDurability(Durability changed) {
    return new StoreOptions(changed, lockTimeout, sharing);
  }

  public StoreOptions withLockTimeout(Duration changed) {
    return new StoreOptions(durability, changed, sharing);
  }

  public StoreOptions withSharing(Sharing changed) {
    return new StoreOptions(durability, lockTimeout, changed);
  }
}
