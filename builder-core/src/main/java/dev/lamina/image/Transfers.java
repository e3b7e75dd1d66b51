package dev.lamina.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Works on several things at a time. The first that fails ends the others. */
public final class Transfers {
  private final int jobs;

  /**
   * @param jobs how many at a time; 1 stays in the calling thread
   */
  public Transfers(int jobs) {
    this.jobs = jobs;
  }

  /** Works on one. */
  @FunctionalInterface
  public interface Transfer<T> {
    void run(T item) throws IOException;
  }

  /**
   * Works on all, and returns when nothing is under way any more.
   *
   * @throws IOException of the first that failed
   */
  public <T> void run(List<T> items, Transfer<T> transfer) throws IOException {
    if (jobs == 1 || items.size() < 2) {
      for (T item : items) {
        transfer.run(item);
      }
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(jobs, items.size()));
    try {
      CompletionService<T> results = new ExecutorCompletionService<>(threads);
      for (T item : items) {
        results.submit(
            () -> {
              transfer.run(item);
              return item;
            });
      }
      for (int i = 0; i < items.size(); i++) {
        results.take().get();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      end(threads);
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the transfer was interrupted");
  }

  /** Nobody goes on reading from the source when the caller has closed it. */
  private static void end(ExecutorService threads) throws IOException {
    threads.shutdownNow();
    try {
      while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }
}
