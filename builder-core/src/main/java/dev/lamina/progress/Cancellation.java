package dev.lamina.progress;

import java.util.concurrent.CancellationException;

/**
 * A request to stop, checked between buffers and entries. A flag instead of interrupts, because an
 * interrupt closes the file channels that other threads are using.
 */
public final class Cancellation {
  /** Never cancelled; {@link #cancel()} is refused. */
  public static final Cancellation NONE = new Cancellation();

  private volatile boolean cancelled;

  private Cancellation() {}

  /** One that can be cancelled. */
  public static Cancellation create() {
    return new Cancellation();
  }

  /** Asks to stop; may be called from any thread, several times. */
  public void cancel() {
    if (this == NONE) {
      throw new IllegalStateException("NONE is shared and cannot be cancelled");
    }
    cancelled = true;
  }

  public boolean cancelled() {
    return cancelled;
  }

  /**
   * Ends the operation if it was cancelled.
   *
   * @throws CancellationException when {@link #cancel()} was called
   */
  public void check() {
    if (cancelled) {
      throw new CancellationException("cancelled");
    }
  }
}
