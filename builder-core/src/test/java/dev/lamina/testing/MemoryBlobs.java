package dev.lamina.testing;

import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobSource;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory, for tests: behaves as a store does. */
public class MemoryBlobs implements BlobSource, BlobSink {
  private final Map<Digest, byte[]> blobs = new ConcurrentSkipListMap<>();

  /** The bytes of a blob, which is here. */
  public byte[] bytes(Digest digest) {
    byte[] bytes = blobs.get(digest);
    if (bytes == null) {
      throw new AssertionError("no blob " + digest);
    }
    return bytes.clone();
  }

  /** Puts bytes under a name that may be wrong: bit rot. */
  public void putAs(Digest digest, byte[] bytes) {
    blobs.put(digest, bytes.clone());
  }

  /** How many blobs there are. */
  public int count() {
    return blobs.size();
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    byte[] bytes = blobs.get(blob.digest());
    if (bytes == null) {
      throw new NotFoundException("missing blob " + blob.digest());
    }
    return new VerifyingInputStream(
        new ByteArrayInputStream(bytes), blob.digest(), blob.size(), "blob " + blob.digest());
  }

  @Override
  public boolean has(Descriptor blob) {
    byte[] bytes = blobs.get(blob.digest());
    return bytes != null && bytes.length == blob.size();
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) {
    return new BlobWriter() {
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private boolean closed;

      @Override
      public void write(int b) {
        bytes.write(b);
      }

      @Override
      public void write(byte[] more, int offset, int length) {
        bytes.write(more, offset, length);
      }

      @Override
      public Blob commit() {
        if (closed) {
          throw new IllegalStateException("committed after close");
        }
        byte[] all = bytes.toByteArray();
        MessageDigest hash = algorithm.newMessageDigest();
        hash.update(all);
        Digest digest = Digest.of(algorithm, hash);
        blobs.put(digest, all);
        return new Blob(digest, all.length);
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
