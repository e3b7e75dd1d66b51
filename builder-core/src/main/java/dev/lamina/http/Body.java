package dev.lamina.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a request carries; it can be read again when the request has to be repeated. */
public interface Body {
  /** Count of the bytes. */
  long size();

  /** A stream over the bytes; the caller closes it. */
  InputStream open() throws IOException;

  /** A body of bytes in memory. */
  static Body of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Body() {
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
