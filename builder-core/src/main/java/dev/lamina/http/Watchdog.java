package dev.lamina.http;

import dev.lamina.progress.Cancellation;
import java.io.Closeable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests that stand still. A time limit on a socket counts for reading alone: a peer that
 * stops taking a body would hold us for ever. And whoever cancels does not want to wait for a peer
 * that is silent.
 */
final class Watchdog implements Closeable {
  private static final long LOOK_MILLIS = 100;

  private final Cancellation cancellation;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;
  private volatile boolean closed;

  Watchdog(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  Watch watch(Duration idle) {
    return new Watch(idle);
  }

  private synchronized void add(Watch watch) {
    watches.add(watch);
    if (thread == null && !closed) {
      thread = new Thread(this::run, "lamina-http-watchdog");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    while (!closed) {
      long now = System.nanoTime();
      for (Watch watch : watches) {
        watch.look(now, cancellation.cancelled());
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** One request, from its beginning to the end of its answer. */
  final class Watch implements Closeable {
    private volatile long allowance;
    private volatile long last = System.nanoTime();
    private volatile boolean sending;
    private volatile boolean stalled;
    private volatile boolean cancelled;
    private volatile @Nullable HttpUriRequest request;

    private Watch(Duration idle) {
      this.allowance = idle.toNanos();
    }

    void begin(HttpUriRequest begun) {
      request = begun;
      add(this);
    }

    /** Bytes have gone out. */
    void moved() {
      last = System.nanoTime();
      sending = true;
    }

    /** From now on this long without a byte is in order. */
    void allow(Duration changed) {
      allowance = Math.max(allowance, changed.toNanos());
    }

    /** The request is out; the socket's own limit holds for the answer. */
    void sent() {
      sending = false;
    }

    boolean stalled() {
      return stalled;
    }

    boolean cancelled() {
      return cancelled;
    }

    private void look(long now, boolean stop) {
      HttpUriRequest watched = request;
      boolean late = sending && now - last > allowance;
      if (watched == null || !(late || stop)) {
        return;
      }
      stalled = stalled || (late && !stop);
      cancelled = cancelled || stop;
      watched.abort();
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
