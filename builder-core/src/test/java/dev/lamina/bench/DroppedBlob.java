package dev.lamina.bench;

import dev.lamina.content.Blob;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.DigestingOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A blob that is hashed and counted, and kept nowhere. */
final class DroppedBlob extends BlobWriter {
  private final DigestingOutputStream bytes =
      new DigestingOutputStream(OutputStream.nullOutputStream());

  @Override
  public void write(int b) throws IOException {
    bytes.write(b);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    bytes.write(from, offset, length);
  }

  @Override
  public Blob commit() {
    return new Blob(bytes.finish(), bytes.count());
  }

  @Override
  public void close() {}
}
