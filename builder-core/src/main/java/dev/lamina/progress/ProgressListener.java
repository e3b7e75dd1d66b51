package dev.lamina.progress;

/**
 * Told what happens while it happens. Called from the threads that do the work, so an
 * implementation is safe for threads and returns at once; what it throws ends the operation.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Ignores everything. */
  ProgressListener NONE = event -> {};

  /** Something happened. */
  void on(ProgressEvent event);
}
