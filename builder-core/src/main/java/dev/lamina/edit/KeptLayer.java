package dev.lamina.edit;

import dev.lamina.compression.Decompressor;
import dev.lamina.compression.Format;
import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobSource;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is a layer already: its bytes are stored as they are. */
public final class KeptLayer {
  private static final int HEAD = 16;

  private KeptLayer() {}

  /**
   * Stores a layer.
   *
   * @param file a tar: plain, in gzip or in zstd; stays open
   * @param blobs shows what has been put into {@code sink}
   * @param what names it in messages, escaped
   * @throws RefusedInputException when it is anything else, or a tar that layers cannot be
   */
  public static Layer store(InputStream file, BlobSink sink, BlobSource blobs, String what)
      throws IOException {
    // not closed: the stream below is the caller's
    @SuppressWarnings("resource")
    BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    String mediaType = mediaType(head, what);
    Blob blob = sink.put(in);
    return LayerReader.check(blobs, Descriptor.of(mediaType, blob.digest(), blob.size()), what);
  }

  private static String mediaType(byte[] head, String what) throws RefusedInputException {
    if (head.length == 0) {
      throw new RefusedInputException(what + " is empty");
    }
    Format format = Decompressor.detect(head);
    return switch (format) {
      case PLAIN -> MediaType.OCI_LAYER_TAR;
      case GZIP -> MediaType.OCI_LAYER_GZIP;
      case ZSTD -> MediaType.OCI_LAYER_ZSTD;
      case BZIP2, XZ ->
          throw new RefusedInputException(
              what + " is " + format.text() + ", which layers cannot be; use gzip or zstd");
    };
  }
}
