package dev.lamina.filetree;

import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.ByteSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Hashes the files of a layer while they are written to it, since to hash them later means reading
 * the layer again. For one thread.
 */
public final class ContentHashes {
  private final byte[] packed;
  private final int entries;

  /**
   * @param entries how many the layer has
   */
  public ContentHashes(int entries) {
    this.entries = entries;
    this.packed = new byte[Math.multiplyExact(entries, ContentDigests.LENGTH)];
  }

  /**
   * The same content, hashed when it has been read, which has to happen once and whole.
   *
   * @param ordinal which entry of the layer it is, from 0
   */
  public ByteSource of(int ordinal, ByteSource content) {
    return new ByteSource() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
        return new Hashing(content.open(), content.size(), ordinal);
      }
    };
  }

  /** Notes a hash that is known already; different entries may be noted by different threads. */
  public void put(int ordinal, byte[] sha256) {
    System.arraycopy(sha256, 0, packed, ordinal * ContentDigests.LENGTH, ContentDigests.LENGTH);
  }

  /** What is known after the layer has been written. */
  public ContentDigests digests() {
    return new ContentDigests(packed, 0, entries);
  }

  private final class Hashing extends FilterInputStream {
    private final MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
    private final int ordinal;
    private long left;

    Hashing(InputStream in, long size, int ordinal) {
      super(in);
      this.ordinal = ordinal;
      this.left = size;
      note();
    }

    /** At the last byte, and not at the end of the stream, which nobody may ask for. */
    private void note() {
      if (left == 0) {
        byte[] digest = hash.digest();
        System.arraycopy(digest, 0, packed, ordinal * ContentDigests.LENGTH, ContentDigests.LENGTH);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0 && left > 0) {
        hash.update(bytes, offset, count);
        left -= count;
        note();
      }
      return count;
    }

    @Override
    public long skip(long count) {
      throw new UnsupportedOperationException("what is hashed has to be read");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
