package dev.lamina.digest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Reads exactly the declared bytes: never past the declared size, never to the end with a wrong
 * digest. The check runs when the end is read; a caller that stops early has verified nothing and
 * must not act on what it read.
 */
public final class VerifyingInputStream extends FilterInputStream {
  private static final int BUFFER = 128 << 10;

  private final Digest expected;
  private final long size;
  private final String what;
  private final MessageDigest hash;
  private long read;
  private boolean verified;

  /**
   * @param size the declared size in bytes; one more byte is an error
   * @param what names the bytes in messages ("layer of docker.io/library/hello:latest")
   */
  public VerifyingInputStream(InputStream in, Digest expected, long size, String what) {
    super(in);
    this.expected = expected;
    this.size = size;
    this.what = what;
    this.hash = expected.algorithm().newMessageDigest();
  }

  /** The stream itself where it verifies just this, from its beginning; else one around it. */
  public static VerifyingInputStream of(InputStream in, Digest expected, long size, String what) {
    return in instanceof VerifyingInputStream same
            && same.expected.equals(expected)
            && same.size == size
            && same.read == 0
        ? same
        : new VerifyingInputStream(in, expected, size, what);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (read == size) {
      verify();
      return -1;
    }
    int n = in.read(bytes, offset, (int) Math.min(length, size - read));
    if (n < 0) {
      throw new ContentMismatchException(
          what + " has " + read + " bytes, expected " + size + " (" + expected + ")");
    }
    hash.update(bytes, offset, n);
    read += n;
    return n;
  }

  /** In pieces that suit the network: the JDK's own are of 8 KiB. */
  @Override
  public long transferTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long moved = 0;
    for (int n = read(buffer, 0, BUFFER); n >= 0; n = read(buffer, 0, BUFFER)) {
      out.write(buffer, 0, n);
      moved += n;
    }
    return moved;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[8192];
    long left = n;
    while (left > 0) {
      int got = read(buffer, 0, (int) Math.min(left, buffer.length));
      if (got < 0) {
        break;
      }
      left -= got;
    }
    return n - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Reads what is left and checks it.
   *
   * @throws ContentMismatchException when size or digest differ
   */
  public void drain() throws IOException {
    byte[] buffer = new byte[65536];
    int n = 0;
    while (n >= 0) {
      n = read(buffer, 0, buffer.length);
    }
  }

  private void verify() throws IOException {
    if (verified) {
      return;
    }
    if (in.read() >= 0) {
      throw new ContentMismatchException(
          what + " has more than the expected " + size + " bytes (" + expected + ")");
    }
    Digest actual = Digest.of(expected.algorithm(), hash);
    if (!actual.equals(expected)) {
      throw new ContentMismatchException(
          "digest mismatch of " + what + ": expected " + expected + ", got " + actual);
    }
    verified = true;
  }
}
