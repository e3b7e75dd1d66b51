package dev.lamina.build;

import dev.lamina.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** Bytes at hand, and their SHA-256. */
final class HashedBytes implements ByteSource {
  private final ByteSource bytes;
  private final byte[] sha256;

  HashedBytes(ByteSource bytes, byte[] sha256) {
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  byte[] sha256() {
    return sha256;
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public InputStream open() throws IOException {
    return bytes.open();
  }
}
