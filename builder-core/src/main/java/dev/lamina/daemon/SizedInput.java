package dev.lamina.daemon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a size that was announced: to end before it is an error. */
final class SizedInput extends InputStream {
  private final InputStream in;
  private long left;

  SizedInput(InputStream in, long size) {
    this.in = in;
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = in.read(bytes, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new EOFException("the engine's answer breaks off");
    }
    left -= n;
    return n;
  }
}
