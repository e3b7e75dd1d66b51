package dev.lamina.gzip;

import dev.lamina.io.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compresses to one gzip member whose header says nothing about where or when it was made. The
 * bytes depend on the input alone: not on how it is cut into writes, nor on {@link #flush()}, which
 * does nothing, nor on how many threads there are, nor on any library ({@code docs/bytes.md}).
 *
 * <p>Pieces of 1 MiB are compressed side by side and written in order; what is small needs no other
 * thread. Takes about 3 MiB for each thread. Not safe for use by several threads.
 */
public final class GzipEncoder extends OutputStream {
  /** More do not write faster than one disk takes, and each wants memory. */
  private static final int MOST_THREADS = 16;

  private static final byte[] HEADER = {
    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff,
  };

  private final OutputStream out;
  private final int threads;
  private final CRC32 crc = new CRC32();
  private final Deque<Future<DeflatePiece>> underWay = new ArrayDeque<>();
  private final Deque<DeflatePiece> free = new ArrayDeque<>();
  private final GzipLevel level;
  private DeflatePiece current;
  private @Nullable ExecutorService workers;
  private long total;
  private boolean started;
  private boolean finished;
  private boolean closed;

  /**
   * @param out where the member goes; {@link #close()} closes it
   * @param threads how many compress; with 1 the calling one does
   */
  public GzipEncoder(OutputStream out, GzipLevel level, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    this.out = out;
    this.level = level;
    this.threads = Math.min(MOST_THREADS, threads);
    this.current = new DeflatePiece(level);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("gzip member is finished");
    }
    crc.update(bytes, offset, length);
    total += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      // only now, since the last piece is encoded in another way
      if (current.isFull()) {
        passOn();
      }
      int n = current.take(bytes, from, left);
      from += n;
      left -= n;
    }
  }

  private void passOn() throws IOException {
    DeflatePiece full = current;
    if (threads == 1) {
      current = next();
      current.begin(full);
      write(full.call());
      return;
    }
    // two pieces ahead of the workers: while one is written, none has to wait
    while (underWay.size() > threads) {
      write(Workers.await(underWay.remove()));
    }
    current = next();
    current.begin(full);
    underWay.add(workers().submit(full));
  }

  private DeflatePiece next() {
    DeflatePiece used = free.poll();
    if (used != null) {
      return used;
    }
    return new DeflatePiece(level);
  }

  private ExecutorService workers() {
    if (workers == null) {
      workers = Workers.of("lamina-gzip", threads);
    }
    return workers;
  }

  private void write(DeflatePiece piece) throws IOException {
    if (!started) {
      started = true;
      out.write(HEADER);
    }
    out.write(piece.bytes(), 0, piece.size());
    free.add(piece);
  }

  /** Does nothing: the bytes must not depend on when somebody flushed. */
  @Override
  public void flush() {}

  /** Writes what is left and the trailer, and flushes the stream below without closing it. */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    current.setLast();
    // here, while the workers do what came before
    DeflatePiece last = current.call();
    while (!underWay.isEmpty()) {
      write(Workers.await(underWay.remove()));
    }
    write(last);
    byte[] trailer = new byte[8];
    putInt(trailer, 0, (int) crc.getValue());
    putInt(trailer, 4, (int) total);
    out.write(trailer);
    out.flush();
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  /** Finishes the member when that has not happened, and closes the stream below. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      finish();
    } finally {
      finished = true;
      if (workers != null) {
        workers.shutdown();
      }
    }
  }
}
