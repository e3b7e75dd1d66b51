package dev.lamina.compression;

import dev.lamina.gzip.GzipDecoder;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses what users and other tools bring along (archives for ADD, images for {@code load}):
 * the format is told by the first bytes. All members, streams or frames of a file are read; what
 * follows them is refused, but for zeros after gzip. One level only: gzip within gzip stays.
 */
public final class Decompressor {
  private Decompressor() {}

  /**
   * A stream over the decompressed bytes, or over the bytes as they are where no known format
   * begins. Reads the first bytes at once; closing it closes {@code in}. Decompression may use at
   * most 128 MiB for its window; how much comes out is the caller's to limit.
   *
   * <p>What is wrong with the data throws {@link dev.lamina.io.RefusedInputException}, here or from
   * {@code read}; a failure of the stream below comes through as it is.
   *
   * @throws IOException also when zstd's native code cannot be loaded
   */
  public static InputStream open(InputStream in) throws IOException {
    HeadInputStream head = HeadInputStream.of(in);
    return open(detect(head.head()), head);
  }

  /** The format that the first bytes of a file show; see {@link Format#detect}. */
  public static Format detect(byte[] head) {
    return Format.detect(head);
  }

  static InputStream open(Format format, HeadInputStream in) throws IOException {
    return switch (format) {
      case PLAIN -> in;
      case GZIP -> new GzipDecoder(in);
      case BZIP2 -> Bzip2.decoder(in);
      case XZ -> Xz.decoder(in);
      case ZSTD -> Zstd.decoder(in);
    };
  }
}
