package dev.lamina;

import dev.lamina.content.BlobSource;
import dev.lamina.oci.Descriptor;
import dev.lamina.registry.RegistryRepository;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends blobs to repositories while more are made. What goes wrong here is left: when the image is
 * pushed, what is missing is sent again, and says what is wrong.
 */
final class EarlyUploads implements Closeable {
  private final int jobs;
  private final List<Target> targets = new ArrayList<>();
  private @Nullable ExecutorService threads;

  private record Target(RegistryRepository repository, BlobSource blobs) {}

  /**
   * @param jobs how many blobs at a time
   */
  EarlyUploads(int jobs) {
    this.jobs = jobs;
  }

  /** One more repository that gets the blobs. */
  void add(RegistryRepository repository, BlobSource blobs) {
    targets.add(new Target(repository, blobs));
  }

  /** Begins to send a blob. */
  void begin(Descriptor blob) {
    ExecutorService running = threads == null ? Executors.newFixedThreadPool(jobs) : threads;
    threads = running;
    for (Target target : targets) {
      running.execute(() -> send(blob, target));
    }
  }

  private static void send(Descriptor blob, Target target) {
    try {
      target.repository().copy(blob, target.blobs());
    } catch (IOException | IllegalStateException e) {
      // the push asks for the blob anyway, and says what is wrong; or the build is over or
      // cancelled (which is an illegal state, too), and the connections are closed
    }
  }

  /** Waits for the last. */
  void finish() throws IOException {
    if (threads != null) {
      threads.shutdown();
      await(threads);
    }
  }

  private static void await(ExecutorService threads) throws IOException {
    try {
      // a blob takes as long as it takes; connections that are silent end by themselves
      if (!threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("eternity is over");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the upload was interrupted");
    }
  }

  /** Gives up what is not done: what breaks from now on is not tried again. */
  void stop() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  /** Gives up what is not done, and waits until nothing moves. */
  @Override
  public void close() throws IOException {
    stop();
    if (threads != null) {
      await(threads);
    }
  }
}
