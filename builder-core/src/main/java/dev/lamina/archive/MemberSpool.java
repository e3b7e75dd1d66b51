package dev.lamina.archive;

import dev.lamina.compression.Decompressor;
import dev.lamina.compression.Format;
import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.DigestingOutputStream;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of an archive into a sink, each in one pass: while the bytes go by, their digest
 * and the digest of what they decompress to are computed, so that a layer's diffID is known without
 * reading it again.
 */
final class MemberSpool {
  /** Enough bytes to know every compression by. */
  private static final int HEAD = 16;

  private static final String ANY_BYTES = "application/octet-stream";

  private final BlobSink sink;
  private final long maxUnpackedBytes;

  /**
   * @param maxUnpackedBytes where the decompression of one file stops
   */
  MemberSpool(BlobSink sink, long maxUnpackedBytes) {
    this.sink = sink;
    this.maxUnpackedBytes = maxUnpackedBytes;
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
      Unpacked unpacked = copy(verified, OutputStream.nullOutputStream(), promised.algorithm());
      return unpacked.file(new Blob(promised, size));
    }
    DigestAlgorithm algorithm = promised == null ? DigestAlgorithm.SHA256 : promised.algorithm();
    try (BlobWriter writer = sink.newBlob(algorithm)) {
      Unpacked unpacked = copy(content, writer, algorithm);
      Blob blob = writer.commit();
      if (promised != null && !promised.equals(blob.digest())) {
        throw new ContentMismatchException(
            "digest mismatch of member " + name + " of the archive: got " + blob.digest());
      }
      return unpacked.file(blob);
    }
  }

  /** What became known of a file's content while it was copied; no digest: that of the copy. */
  private record Unpacked(Format format, @Nullable Digest digest, @Nullable String problem) {
    SpooledFile file(Blob blob) {
      boolean asItIs = digest == null && problem == null;
      return new SpooledFile(blob, format, asItIs ? blob.digest() : digest, problem);
    }
  }

  private Unpacked copy(InputStream content, OutputStream out, DigestAlgorithm algorithm)
      throws IOException {
    byte[] head = content.readNBytes(HEAD);
    Format format = Format.detect(head);
    // not closed: the stream below is the archive's
    @SuppressWarnings("resource")
    TeeInputStream tee =
        new TeeInputStream(new SequenceInputStream(new ByteArrayInputStream(head), content), out);
    if (format == Format.PLAIN && algorithm == DigestAlgorithm.SHA256) {
      tee.transferTo(OutputStream.nullOutputStream());
      return new Unpacked(format, null, null);
    }
    Unpacked unpacked = unpack(tee, format);
    // what a decompressor leaves behind its end belongs to the file too
    tee.transferTo(OutputStream.nullOutputStream());
    return unpacked;
  }

  private Unpacked unpack(TeeInputStream tee, Format format) throws IOException {
    try (InputStream plain = Decompressor.open(tee);
        DigestingOutputStream hash = new DigestingOutputStream(OutputStream.nullOutputStream())) {
      byte[] buffer = new byte[65536];
      for (int n = plain.read(buffer); n >= 0; n = plain.read(buffer)) {
        hash.write(buffer, 0, n);
        if (hash.count() > maxUnpackedBytes) {
          return new Unpacked(format, null, "unpacks to more than " + maxUnpackedBytes + " bytes");
        }
      }
      return new Unpacked(format, hash.finish(), null);
    } catch (IOException e) {
      if (tee.failed()) {
        throw e;
      }
      // only a layer has to unpack, and whether this is one is not known yet
      return new Unpacked(
          format, null, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
    }
  }
}
