package dev.lamina.tar;

import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an archive in order, buffered, counted and limited. */
final class TarInput {
  private final InputStream in;
  private final long limit;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long position;

  TarInput(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Bytes consumed so far. */
  long position() {
    return position;
  }

  /** Some bytes, at least one, or -1 at the end; large reads go around the buffer. */
  int read(byte[] into, int offset, int length) throws IOException {
    if (next < end) {
      int n = Math.min(length, end - next);
      System.arraycopy(buffer, next, into, offset, n);
      next += n;
      return counted(n);
    }
    if (length >= buffer.length) {
      return counted(in.read(into, offset, length));
    }
    return fill() ? read(into, offset, length) : -1;
  }

  /** Reads until the array is full or the input ends; how many bytes there were. */
  int readFully(byte[] into) throws IOException {
    int done = 0;
    while (done < into.length) {
      int n = read(into, done, into.length - done);
      if (n < 0) {
        break;
      }
      done += n;
    }
    return done;
  }

  /** Reads over bytes (below there may be a hash, so nothing is jumped); how many there were. */
  long skip(long count) throws IOException {
    long done = 0;
    while (done < count && (next < end || fill())) {
      int n = (int) Math.min(count - done, end - next);
      next += n;
      counted(n);
      done += n;
    }
    return done;
  }

  /** Reads to the end; how many of the bytes from the first that is not zero on. */
  long drain() throws IOException {
    long junk = 0;
    while (next < end || fill()) {
      while (junk == 0 && next < end && buffer[next] == 0) {
        next++;
        counted(1);
      }
      junk += end - next;
      counted(end - next);
      next = end;
    }
    return junk;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  private int counted(int n) throws RefusedInputException {
    if (n > 0) {
      position += n;
      if (position > limit) {
        throw new RefusedInputException(
            "tar archive is larger than the limit of " + limit + " bytes");
      }
    }
    return n;
  }
}
