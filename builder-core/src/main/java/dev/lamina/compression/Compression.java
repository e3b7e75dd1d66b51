package dev.lamina.compression;

import dev.lamina.gzip.GzipEncoder;
import dev.lamina.gzip.GzipLevel;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How the blob of a layer is compressed. The bytes are a promise ({@code docs/bytes.md}). */
public enum Compression {
  /** The tar as it is. */
  NONE(Format.PLAIN, "none", "none"),
  /** Of our own encoder, level {@code fast}. */
  GZIP(Format.GZIP, "gzip", "gzip"),
  /** Of our own encoder, level {@code small}: slower, and a few hundredths smaller. */
  GZIP_SMALL(Format.GZIP, "gzip", "gzip, level small"),
  /** Level 3 with a checksum, as zstd-jni makes it. */
  ZSTD(Format.ZSTD, "zstd", "zstd");

  private final Format format;
  private final String id;
  private final String text;

  Compression(Format format, String id, String text) {
    this.format = format;
    this.id = id;
    this.text = text;
  }

  /** The name of the format on the command line: {@code none}, {@code gzip} or {@code zstd}. */
  public String id() {
    return id;
  }

  /** Names format and level, for people; no two are called the same. */
  public String text() {
    return text;
  }

  /**
   * A stream that compresses into {@code out}. Its {@code close()} writes what is left and closes
   * {@code out}; its {@code flush()} does not cut what is compressed, so that the bytes depend on
   * the input only.
   *
   * @param threads how many gzip may use; with 1 the calling one does all
   * @throws IOException when zstd's native code cannot be loaded
   */
  public OutputStream encoder(OutputStream out, int threads) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GzipEncoder(out, GzipLevel.FAST, threads);
      case GZIP_SMALL -> new GzipEncoder(out, GzipLevel.SMALL, threads);
      case ZSTD -> Zstd.encoder(out);
    };
  }

  /**
   * A stream over the decompressed bytes of a layer that is said to be of this format. Reads the
   * first bytes at once; closing it closes {@code in}.
   *
   * @throws RefusedInputException when the first bytes are of another format; later, from {@code
   *     read}, when the data is corrupt, cut, followed by something else or needs too much memory
   */
  public InputStream decoder(InputStream in) throws IOException {
    HeadInputStream head = HeadInputStream.of(in);
    Format found = Format.detect(head.head());
    if (found != format) {
      throw new RefusedInputException(
          "layer is not " + format.text() + " as its media type says, but " + found.text());
    }
    return Decompressor.open(format, head);
  }
}
