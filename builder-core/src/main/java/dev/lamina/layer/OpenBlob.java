package dev.lamina.layer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets an encoder's stream end without ending the blob, which is committed afterwards. */
final class OpenBlob extends FilterOutputStream {
  OpenBlob(OutputStream blob) {
    super(blob);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
