package dev.lamina.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Copies every byte that is read. Remembers whether reading or copying failed, so that such a
 * failure can be told from one of the reader above. Closing it closes nothing.
 */
final class TeeInputStream extends FilterInputStream {
  private final OutputStream copy;
  private boolean failed;

  TeeInputStream(InputStream in, OutputStream copy) {
    super(in);
    this.copy = copy;
  }

  /** Whether the stream below or the copy has thrown. */
  boolean failed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    failed = true;
    int n = in.read(bytes, offset, length);
    if (n > 0) {
      copy.write(bytes, offset, n);
    }
    failed = false;
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.min(Math.max(n, 1), 8192)];
    return Math.max(0, read(buffer, 0, (int) Math.min(n, buffer.length)));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {}
}
