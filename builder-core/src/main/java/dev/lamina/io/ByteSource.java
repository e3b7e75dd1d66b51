package dev.lamina.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of a known length that can be read, possibly several times. */
public interface ByteSource {
  /** How many bytes {@link #open()} yields. */
  long size();

  /**
   * A new stream over all bytes; the caller closes it.
   *
   * @throws IOException when the bytes cannot be read, or turn out not to be what was announced
   */
  InputStream open() throws IOException;

  /** Bytes in memory. The array is copied. */
  static ByteSource of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new ByteSource() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }
}
