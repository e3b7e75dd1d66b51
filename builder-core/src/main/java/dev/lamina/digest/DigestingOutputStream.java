package dev.lamina.digest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Passes bytes on and knows, at the end, their digest and count. Closing closes the stream below.
 */
public final class DigestingOutputStream extends FilterOutputStream {
  private final DigestAlgorithm algorithm;
  private final MessageDigest hash;
  private long count;

  /** By SHA-256. */
  public DigestingOutputStream(OutputStream out) {
    this(DigestAlgorithm.SHA256, out);
  }

  public DigestingOutputStream(DigestAlgorithm algorithm, OutputStream out) {
    super(out);
    this.algorithm = algorithm;
    this.hash = algorithm.newMessageDigest();
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    hash.update((byte) b);
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    hash.update(bytes, offset, length);
    count += length;
  }

  /** Bytes written so far. */
  public long count() {
    return count;
  }

  /** The digest of everything written. To be called once, after the last byte. */
  public Digest finish() {
    return Digest.of(algorithm, hash);
  }
}
