package dev.lamina.content;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** Somewhere to put blobs. Safe for threads; each {@link BlobWriter} is for one. */
public interface BlobSink extends BlobTarget {
  /** Whether the blob is already here with this digest and size, so that it need not be put. */
  boolean has(Descriptor blob) throws IOException;

  /**
   * Starts a blob that will be named by this algorithm. The caller closes the writer, in a try.
   *
   * @throws IOException when there is no place for it
   */
  BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException;

  /** Starts a blob named by SHA-256. */
  default BlobWriter newBlob() throws IOException {
    return newBlob(DigestAlgorithm.SHA256);
  }

  @Override
  default void copy(Descriptor blob, BlobSource source) throws IOException {
    if (has(blob)) {
      return;
    }
    try {
      take(blob, source);
    } catch (ContentMismatchException e) {
      // what was damaged on the way is whole the second time
      take(blob, source);
    }
  }

  private void take(Descriptor blob, BlobSource source) throws IOException {
    try (InputStream in = source.open(blob)) {
      put(blob, in);
    }
  }

  /** Stores all bytes of a stream, which stays open. */
  default Blob put(InputStream in) throws IOException {
    try (BlobWriter writer = newBlob()) {
      in.transferTo(writer);
      return writer.commit();
    }
  }

  /**
   * Stores the bytes of a stream, which stays open, if they are what the descriptor says. At most
   * one byte more than its size is read.
   *
   * @throws ContentMismatchException when size or digest differ; nothing is then stored
   */
  default void put(Descriptor blob, InputStream in) throws IOException {
    try (BlobWriter writer = newBlob(blob.digest().algorithm())) {
      // not closed: the stream below is the caller's
      @SuppressWarnings("resource")
      VerifyingInputStream verified =
          VerifyingInputStream.of(in, blob.digest(), blob.size(), "blob " + blob.digest());
      verified.transferTo(writer);
      writer.commit();
    }
  }
}
