package dev.lamina.compression;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The bzip2 format. A class of its own, so that only bzip2 data loads the library. */
final class Bzip2 {
  private Bzip2() {}

  /** All streams of {@code in}. */
  static InputStream decoder(HeadInputStream in) throws IOException {
    return new ForeignDecoder("bzip2", in, raw -> new BZip2CompressorInputStream(raw, true));
  }
}
