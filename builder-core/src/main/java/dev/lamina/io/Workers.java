package dev.lamina.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that belong to one piece of work. They are daemons and end on their own when there has
 * been nothing to do for a while: whoever gives the work up need not end them.
 */
public final class Workers {
  private static final long IDLE_SECONDS = 2;

  private Workers() {}

  /**
   * Threads for one piece of work.
   *
   * @param name of the threads, for whoever looks at a stack
   * @param count how many at most; each begins when there is something to do
   */
  public static ThreadPoolExecutor of(String name, int count) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  /**
   * What a piece of work came to.
   *
   * @throws IOException what it threw
   * @throws InterruptedIOException when the thread that waits is interrupted; it stays so
   */
  public static <T> T await(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for another thread");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(cause);
    }
  }
}
