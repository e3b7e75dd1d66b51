package dev.lamina.compression;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Zstandard through zstd-jni, with parameters that are part of the byte contract. */
final class Zstd {
  private static final int LEVEL = 3;

  /** One worker and a fixed job size: bytes do not follow the count of processors. */
  private static final int WORKERS = 1;

  private static final int JOB_SIZE = 8 << 20;

  private Zstd() {}

  static OutputStream encoder(OutputStream out) throws IOException {
    requireNative();
    ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, LEVEL);
    zstd.setChecksum(true);
    zstd.setWorkers(WORKERS);
    zstd.setJobSize(JOB_SIZE);
    return new Encoder(zstd);
  }

  static InputStream decoder(InputStream in) throws IOException {
    requireNative();
    return new ForeignDecoder(
        "zstd", in, raw -> new ZstdInputStreamNoFinalizer(new ZstdFrames(raw)));
  }

  private static void requireNative() throws IOException {
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new IOException(
          "zstd support needs an executable temporary directory; set -Djava.io.tmpdir=DIRECTORY"
              + " (or -DZstdTempFolder=DIRECTORY): "
              + e.getMessage(),
          e);
    }
  }

  /** Writes in large pieces and keeps flushes from cutting blocks. */
  private static final class Encoder extends FilterOutputStream {
    Encoder(OutputStream zstd) {
      super(zstd);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
