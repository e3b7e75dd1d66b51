package dev.lamina.daemon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112, 7.1), without the chunks. */
final class ChunkedInput extends InputStream {
  private final InputStream in;
  private InputStream chunk = InputStream.nullInputStream();
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = ended ? -1 : chunk.read(bytes, offset, length);
    while (n < 0 && !ended) {
      next();
      n = chunk.read(bytes, offset, length);
    }
    return n;
  }

  private void next() throws IOException {
    if (!first && !ResponseHead.line(in).isEmpty()) {
      throw new EOFException("the engine's answer breaks off");
    }
    first = false;
    String line = ResponseHead.line(in);
    int end = line.indexOf(';');
    long size = ResponseHead.number(end < 0 ? line : line.substring(0, end), 16);
    ended = size == 0;
    chunk = new SizedInput(in, size);
  }
}
