package dev.lamina.layer;

import dev.lamina.compression.Compression;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.MediaType;

/** How the media type of a layer and its compression belong together. */
final class LayerCompression {
  private LayerCompression() {}

  static String mediaType(Compression compression) {
    return switch (compression) {
      case NONE -> MediaType.OCI_LAYER_TAR;
      case GZIP, GZIP_SMALL -> MediaType.OCI_LAYER_GZIP;
      case ZSTD -> MediaType.OCI_LAYER_ZSTD;
    };
  }

  /**
   * @throws RefusedInputException when it is no layer that can be read
   */
  static Compression of(String mediaType, String what) throws RefusedInputException {
    if (!MediaType.isLayer(mediaType)) {
      throw new RefusedInputException(
          what + " has the media type " + Escaped.text(mediaType) + ", which is no layer");
    }
    if (MediaType.isGzip(mediaType)) {
      return Compression.GZIP;
    }
    return MediaType.isZstd(mediaType) ? Compression.ZSTD : Compression.NONE;
  }
}
