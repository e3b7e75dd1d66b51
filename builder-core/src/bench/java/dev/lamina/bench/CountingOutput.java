package dev.lamina.bench;

import java.io.OutputStream;

/** Forgets all but the number of bytes. */
final class CountingOutput extends OutputStream {
  private long count;

  @Override
  public void write(int b) {
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    count += length;
  }

  long count() {
    return count;
  }
}
