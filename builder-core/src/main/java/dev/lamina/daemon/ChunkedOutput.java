package dev.lamina.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** HTTP's body of unknown length (RFC 9112, 7.1): pieces with their sizes. */
final class ChunkedOutput extends FilterOutputStream {
  private static final int SIZE = 64 * 1024;

  private final byte[] buffer = new byte[SIZE];
  private int filled;
  private boolean broken;

  ChunkedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, SIZE - filled);
      System.arraycopy(bytes, at, buffer, filled, n);
      filled += n;
      at += n;
      left -= n;
      if (filled == SIZE) {
        flushChunk();
      }
    }
  }

  private void flushChunk() throws IOException {
    if (filled > 0) {
      send((Integer.toHexString(filled) + "\r\n").getBytes(US_ASCII));
      send(buffer, filled);
      send("\r\n".getBytes(US_ASCII));
      filled = 0;
    }
  }

  private void send(byte[] bytes) throws IOException {
    send(bytes, bytes.length);
  }

  private void send(byte[] bytes, int length) throws IOException {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  /** Whether the other end does not take any more. */
  boolean isBroken() {
    return broken;
  }

  /** Ends the body; the stream below stays open. */
  void finish() throws IOException {
    flushChunk();
    send("0\r\n\r\n".getBytes(US_ASCII));
  }

  /** Not before the end of a chunk: small pieces would cost more than they bring. */
  @Override
  public void flush() {}
}
