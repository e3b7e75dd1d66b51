package dev.lamina.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Hands what is written to another stream, in order, on a thread of its own, so that making bytes
 * and what becomes of them take place at the same time. What fits into one buffer needs no thread.
 *
 * <p>Failures of the other stream come out of a later {@code write} or of {@link #close()}. {@link
 * #flush()} does nothing. Takes 1 MiB. For one writer.
 */
public final class WriteBehind extends OutputStream {
  private static final int BUFFER = 256 * 1024;
  private static final int BUFFERS = 4;

  private final OutputStream out;
  private final String name;
  private final Deque<Future<byte[]>> underWay = new ArrayDeque<>();
  private byte[] current = new byte[BUFFER];
  private int filled;
  private int made = 1;
  private @Nullable ExecutorService worker;
  private volatile boolean abandoned;
  private boolean closed;

  /**
   * @param out used by another thread until this is closed or abandoned; {@link #close()} closes it
   * @param name of the thread, for whoever looks at a stack
   */
  public WriteBehind(OutputStream out, String name) {
    this.out = out;
    this.name = name;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == BUFFER) {
        passOn();
      }
      int n = Math.min(left, BUFFER - filled);
      System.arraycopy(bytes, from, current, filled, n);
      filled += n;
      from += n;
      left -= n;
    }
  }

  private void passOn() throws IOException {
    byte[] full = current;
    int length = filled;
    if (worker == null) {
      worker = Workers.of(name, 1);
    }
    underWay.add(worker.submit(() -> put(full, length)));
    current = next();
    filled = 0;
  }

  private byte[] put(byte[] bytes, int length) throws IOException {
    if (!abandoned) {
      boolean written = false;
      try {
        out.write(bytes, 0, length);
        written = true;
      } finally {
        if (!written) {
          // nothing may follow what is missing
          abandoned = true;
        }
      }
    }
    return bytes;
  }

  private byte[] next() throws IOException {
    if (made < BUFFERS) {
      made++;
      return new byte[BUFFER];
    }
    return Workers.await(underWay.remove());
  }

  /** Does nothing: a buffer is passed on when it is full. */
  @Override
  public void flush() {}

  /**
   * Lets the thread end what it has begun, and no more; afterwards the other stream is nobody's.
   * Does not close it.
   */
  public void abandon() {
    abandoned = true;
    if (worker != null) {
      // buffers that wait are passed over
      Future<?> last = worker.submit(() -> {});
      awaitWhateverHappens(last);
      worker.shutdown();
      worker = null;
    }
  }

  /** An interruption is kept for later: the other stream may be used no more when this returns. */
  private static void awaitWhateverHappens(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the rest and closes the other stream; after a failure that is left as it is. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    boolean whole;
    try {
      while (!underWay.isEmpty()) {
        Workers.await(underWay.remove());
      }
      whole = !abandoned;
    } finally {
      abandon();
    }
    if (whole) {
      try (out) {
        out.write(current, 0, filled);
      }
    }
  }
}
