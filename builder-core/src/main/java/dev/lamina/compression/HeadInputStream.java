package dev.lamina.compression;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream whose first bytes have been looked at, and come again. */
final class HeadInputStream extends FilterInputStream {
  /** The longest magic number. */
  private static final int LENGTH = 6;

  private final byte[] head;
  private int next;

  private HeadInputStream(InputStream in, byte[] head) {
    super(in);
    this.head = head;
  }

  /** Reads the first bytes, fewer only where the stream ends. */
  static HeadInputStream of(InputStream in) throws IOException {
    byte[] head = new byte[LENGTH];
    // not readNBytes(int), with which a FileInputStream on a pipe fails in Java 17
    int length = in.readNBytes(head, 0, LENGTH);
    return new HeadInputStream(in, Arrays.copyOf(head, length));
  }

  byte[] head() {
    return head.clone();
  }

  @Override
  public int read() throws IOException {
    return next < head.length ? head[next++] & 0xff : in.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (next == head.length) {
      return in.read(into, offset, length);
    }
    int n = Math.min(length, head.length - next);
    System.arraycopy(head, next, into, offset, n);
    next += n;
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] skipped = new byte[(int) Math.min(8192, Math.max(0, n))];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public int available() throws IOException {
    return next < head.length ? head.length - next : in.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public String toString() {
    return "stream that begins with " + Arrays.toString(head);
  }
}
