package dev.lamina.compression;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/** The xz format. A class of its own, so that only xz data loads the library. */
final class Xz {
  private static final int MEMORY_KIB = 128 * 1024;

  private Xz() {}

  /** All streams of {@code in}, which may use at most 128 MiB for their window. */
  static InputStream decoder(HeadInputStream in) throws IOException {
    return new ForeignDecoder("xz", in, raw -> new XZInputStream(raw, MEMORY_KIB));
  }
}
