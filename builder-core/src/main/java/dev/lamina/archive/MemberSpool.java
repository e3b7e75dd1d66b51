package dev.lamina.archive;

import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes the files of an archive into a sink, each in one pass: what they decompress to is looked
 * at while the bytes go by, so that a layer's diffID is known without reading it again.
 */
final class MemberSpool {
  private static final String ANY_BYTES = "application/octet-stream";

  private final BlobSink sink;
  private final Unpacking unpacking;

  MemberSpool(BlobSink sink, Unpacking unpacking) {
    this.sink = sink;
    this.unpacking = unpacking;
  }

  /**
   * Stores a file under the digest of its bytes; what the sink has already is read and verified
   * only.
   *
   * @param size of the content
   * @throws ContentMismatchException when the name promises another digest
   */
  SpooledFile spool(EntryPath name, long size, InputStream content) throws IOException {
    Digest promised = MemberNames.promisedDigest(name);
    if (promised != null && sink.has(Descriptor.of(ANY_BYTES, promised, size))) {
      // not closed: the stream below is the archive's
      @SuppressWarnings("resource")
      InputStream verified =
          new VerifyingInputStream(content, promised, size, "member " + name + " of the archive");
      Unpacking.Result result =
          unpacking.copy(verified, OutputStream.nullOutputStream(), promised.algorithm());
      return result.file(new Blob(promised, size));
    }
    DigestAlgorithm algorithm = promised == null ? DigestAlgorithm.SHA256 : promised.algorithm();
    try (BlobWriter writer = sink.newBlob(algorithm)) {
      Unpacking.Result result = unpacking.copy(content, writer, algorithm);
      Blob blob = writer.commit();
      if (promised != null && !promised.equals(blob.digest())) {
        throw new ContentMismatchException(
            "digest mismatch of member " + name + " of the archive: got " + blob.digest());
      }
      return result.file(blob);
    }
  }
}
