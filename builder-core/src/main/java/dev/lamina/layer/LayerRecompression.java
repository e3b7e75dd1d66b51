package dev.lamina.layer;

import dev.lamina.compression.Compression;
import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobSource;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestingOutputStream;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.tar.TarLimits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The same tar in another compression. */
public final class LayerRecompression {
  private static final int BUFFER_SIZE = 64 * 1024;

  private LayerRecompression() {}

  /**
   * Compresses a layer anew, in one pass. One that is compressed in this way already is returned as
   * it is, unread.
   *
   * @param diffId what its tar must be
   * @param parallelism how many threads may compress
   * @throws ContentMismatchException when the layer or its tar is something else; nothing is stored
   * @throws RefusedInputException when it is no layer, or unpacks to more than a layer may
   */
  public static Descriptor recompress(
      BlobSource source,
      Descriptor layer,
      Digest diffId,
      Compression compression,
      int parallelism,
      BlobSink sink)
      throws IOException {
    String what = "layer " + layer.digest();
    Compression before = LayerCompression.of(layer.mediaType(), what);
    if (before.id().equals(compression.id())) {
      return layer;
    }
    try (InputStream blob = source.open(layer);
        BlobWriter writer = sink.newBlob()) {
      // not closed: the decoder holds nothing but the blob
      @SuppressWarnings("resource")
      InputStream tar = before.decoder(blob);
      Digest found = copy(tar, compression, parallelism, writer, diffId);
      // decoders may stop at their own end; the blob's digest counts every byte
      blob.transferTo(OutputStream.nullOutputStream());
      if (!found.equals(diffId)) {
        throw new ContentMismatchException(
            what + " decompresses to " + found + ", the config says " + diffId);
      }
      Blob stored = writer.commit();
      return Descriptor.of(LayerCompression.mediaType(compression), stored.digest(), stored.size());
    }
  }

  private static Digest copy(
      InputStream tar, Compression compression, int parallelism, BlobWriter writer, Digest diffId)
      throws IOException {
    OutputStream encoder =
        compression.encoder(
            new BufferedOutputStream(new OpenBlob(writer), BUFFER_SIZE), parallelism);
    DigestingOutputStream hash = new DigestingOutputStream(diffId.algorithm(), encoder);
    byte[] buffer = new byte[BUFFER_SIZE];
    for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
      hash.write(buffer, 0, n);
      if (hash.count() > TarLimits.LAYER.maxBytes()) {
        throw new RefusedInputException(
            "a layer unpacks to more than " + TarLimits.LAYER.maxBytes() + " bytes");
      }
    }
    hash.close();
    return hash.finish();
  }
}
