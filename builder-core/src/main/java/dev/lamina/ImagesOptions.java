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
 */
public record ImagesOptions(
    StoreOptions store, ProgressListener progress, Cancellation cancellation) {
  /** Durable, unwatched, not to be stopped. */
  public static final ImagesOptions DEFAULT =
      new ImagesOptions(StoreOptions.DEFAULT, ProgressListener.NONE, Cancellation.NONE);

  public ImagesOptions withStore(StoreOptions changed) {
    return new ImagesOptions(changed, progress, cancellation);
  }

  public ImagesOptions withProgress(ProgressListener changed) {
    return new ImagesOptions(store, changed, cancellation);
  }

  public ImagesOptions withCancellation(Cancellation changed) {
    return new ImagesOptions(store, progress, changed);
  }
}
