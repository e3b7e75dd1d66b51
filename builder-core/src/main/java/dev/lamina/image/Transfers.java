package dev.lamina.image;

import dev.lamina.oci.Descriptor;
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

/** Moves several blobs at a time. The first that fails ends the others. */
final class Transfers {
  private final int jobs;

  /**
   * @param jobs how many at a time; 1 stays in the calling thread
   */
  Transfers(int jobs) {
    this.jobs = jobs;
  }

  /** Moves one blob. */
  @FunctionalInterface
  interface Transfer {
    void run(Descriptor blob) throws IOException;
  }

  void run(List<Descriptor> blobs, Transfer transfer) throws IOException {
    if (jobs == 1 || blobs.size() < 2) {
      for (Descriptor blob : blobs) {
        transfer.run(blob);
      }
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(jobs, blobs.size()));
    try {
      CompletionService<Descriptor> results = new ExecutorCompletionService<>(threads);
      for (Descriptor blob : blobs) {
        results.submit(
            () -> {
              transfer.run(blob);
              return blob;
            });
      }
      for (int i = 0; i < blobs.size(); i++) {
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
