package dev.lamina.bench;

import dev.lamina.gzip.GzipEncoder;
import dev.lamina.gzip.GzipLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** What compresses to gzip: ours, and the JDK's for comparison. */
@FunctionalInterface
interface Encoder {
  Encoder FAST = out -> new GzipEncoder(out, GzipLevel.FAST, 1);
  Encoder FAST_TWO_THREADS = out -> new GzipEncoder(out, GzipLevel.FAST, 2);
  Encoder SMALL = out -> new GzipEncoder(out, GzipLevel.SMALL, 1);
  Encoder ZLIB_1 = out -> new Zlib(out, 1);
  Encoder ZLIB_6 = out -> new Zlib(out, 6);

  OutputStream over(OutputStream out) throws IOException;

  /** Compresses all and returns how many bytes came out. */
  default long size(byte[] data) throws IOException {
    CountingOutput counter = new CountingOutput();
    try (OutputStream out = over(counter)) {
      for (int at = 0; at < data.length; at += 1 << 16) {
        out.write(data, at, Math.min(1 << 16, data.length - at));
      }
    }
    return counter.count();
  }

  /** {@code java.util.zip.Deflater} with a gzip header and trailer. */
  final class Zlib extends GZIPOutputStream {
    Zlib(OutputStream out, int level) throws IOException {
      super(out, 1 << 16);
      def.setLevel(level);
    }
  }
}
