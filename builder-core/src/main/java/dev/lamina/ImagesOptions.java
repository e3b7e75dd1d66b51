package dev.lamina;

import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import dev.lamina.store.StoreOptions;

/**
 * How images are worked on.
 *
 * @param store locks, durability and access of the store
 * @param progress is told what happens
 * @param cancellation stops what is under way; the operation then throws {@link
 *     java.util.concurrent.CancellationException} and leaves nothing half done
 * @param parallelism how many threads may work at the same time, from 1 on; what is made is the
 *     same whatever it is. With 1 the calling thread compresses and hashes by itself
 */
public record ImagesOptions(
    StoreOptions store, ProgressListener progress, Cancellation cancellation, int parallelism) {
  /** Durable, unwatched, not to be stopped, on all processors. */
  public static final ImagesOptions DEFAULT =
      new ImagesOptions(
          StoreOptions.DEFAULT,
          ProgressListener.NONE,
          Cancellation.NONE,
          Runtime.getRuntime().availableProcessors());

  public ImagesOptions {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism of " + parallelism);
    }
  }

  public ImagesOptions withStore(StoreOptions changed) {
    return new ImagesOptions(changed, progress, cancellation, parallelism);
  }

  public ImagesOptions withProgress(ProgressListener changed) {
    return new ImagesOptions(store, changed, cancellation, parallelism);
  }

  public ImagesOptions withCancellation(Cancellation changed) {
    return new ImagesOptions(store, progress, changed, parallelism);
  }

  public ImagesOptions withParallelism(int changed) {
    return new ImagesOptions(store, progress, cancellation, changed);
  }
}
