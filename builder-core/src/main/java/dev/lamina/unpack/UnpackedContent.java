package dev.lamina.unpack;

import dev.lamina.digest.Digest;
import dev.lamina.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Bytes that are known by their digest: equal to others of the same digest, wherever they lie. */
final class UnpackedContent implements ByteSource {
  private final Digest digest;
  private final ByteSource bytes;

  UnpackedContent(Digest digest, ByteSource bytes) {
    this.digest = digest;
    this.bytes = bytes;
  }

  /** Bytes that are not at hand any more. */
  static UnpackedContent remembered(Digest digest, long size) {
    return new UnpackedContent(digest, new Gone(size));
  }

  private record Gone(long size) implements ByteSource {
    @Override
    public InputStream open() {
      throw new IllegalStateException("only the digest of these bytes is known");
    }
  }

  Digest digest() {
    return digest;
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public InputStream open() throws IOException {
    return bytes.open();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnpackedContent that
        && digest.equals(that.digest)
        && size() == that.size();
  }

  @Override
  public int hashCode() {
    return Objects.hash(digest, size());
  }
}
