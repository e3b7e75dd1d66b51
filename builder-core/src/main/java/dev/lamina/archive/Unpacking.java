package dev.lamina.archive;

import dev.lamina.compression.Decompressor;
import dev.lamina.compression.Format;
import dev.lamina.content.Blob;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.DigestingOutputStream;
import dev.lamina.tar.TarLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies files and finds out what they decompress to while the bytes go by.
 *
 * @param maxBytes where the decompression of one file stops
 */
record Unpacking(long maxBytes) {
  /** With the limit of layers. */
  static final Unpacking OF_LAYERS = new Unpacking(TarLimits.LAYER.maxBytes());

  /** Enough bytes to know every compression by. */
  private static final int HEAD = 16;

  /** What became known of a file's content while it was copied; no digest: that of the copy. */
  record Result(Format format, @Nullable Digest digest, @Nullable String problem) {
    SpooledFile file(Blob blob) {
      boolean asItIs = digest == null && problem == null;
      return new SpooledFile(blob, format, asItIs ? blob.digest() : digest, problem);
    }
  }

  /**
   * Copies a file, to its end.
   *
   * @param algorithm by which the copy is named
   * @throws IOException when it cannot be read or written; not when it does not decompress
   */
  Result copy(InputStream content, OutputStream out, DigestAlgorithm algorithm) throws IOException {
    byte[] head = content.readNBytes(HEAD);
    Format format = Format.detect(head);
    // not closed: the stream below is the archive's
    @SuppressWarnings("resource")
    TeeInputStream tee =
        new TeeInputStream(new SequenceInputStream(new ByteArrayInputStream(head), content), out);
    if (format == Format.PLAIN && algorithm == DigestAlgorithm.SHA256) {
      tee.transferTo(OutputStream.nullOutputStream());
      return new Result(format, null, null);
    }
    Result result = unpack(tee, format);
    // what a decompressor leaves behind its end belongs to the file too
    tee.transferTo(OutputStream.nullOutputStream());
    return result;
  }

  private Result unpack(TeeInputStream tee, Format format) throws IOException {
    try (InputStream plain = Decompressor.open(tee);
        DigestingOutputStream hash = new DigestingOutputStream(OutputStream.nullOutputStream())) {
      byte[] buffer = new byte[65536];
      for (int n = plain.read(buffer); n >= 0; n = plain.read(buffer)) {
        hash.write(buffer, 0, n);
        if (hash.count() > maxBytes) {
          return new Result(format, null, "unpacks to more than " + maxBytes + " bytes");
        }
      }
      return new Result(format, hash.finish(), null);
    } catch (IOException e) {
      if (tee.failed()) {
        throw e;
      }
      // only a layer has to unpack, and whether this is one is not known yet
      return new Result(format, null, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
    }
  }
}
