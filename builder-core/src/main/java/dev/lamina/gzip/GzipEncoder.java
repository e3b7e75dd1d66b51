package dev.lamina.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses to one gzip member whose header says nothing about where or when it was made. The
 * bytes do not depend on how the input is cut into writes, nor on {@link #flush()}, which does
 * nothing: only a finished member is of use.
 *
 * <p>The deflate stream comes from the JDK's zlib at level 6 for the time being ({@code
 * docs/bytes.md}). Not safe for use by several threads.
 */
public final class GzipEncoder extends OutputStream {
  private static final int LEVEL = 6;
  private static final byte[] HEADER = {
    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff,
  };

  private final OutputStream out;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[1 << 16];
  private final byte[] output = new byte[1 << 16];
  private int filled;
  private long total;
  private boolean started;
  private boolean finished;
  private boolean closed;

  /**
   * @param out where the member goes; {@link #close()} closes it
   */
  public GzipEncoder(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("gzip member is finished");
    }
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, input.length - filled);
      System.arraycopy(bytes, from, input, filled, n);
      filled += n;
      from += n;
      left -= n;
      if (filled == input.length) {
        compressInput();
      }
    }
  }

  private void compressInput() throws IOException {
    start();
    crc.update(input, 0, filled);
    total += filled;
    deflater.setInput(input, 0, filled);
    filled = 0;
    while (!deflater.needsInput()) {
      writeOutput();
    }
  }

  private void start() throws IOException {
    if (!started) {
      started = true;
      out.write(HEADER);
    }
  }

  private void writeOutput() throws IOException {
    int n = deflater.deflate(output, 0, output.length);
    out.write(output, 0, n);
  }

  /** Does nothing: the bytes must not depend on when somebody flushed. */
  @Override
  public void flush() {}

  /** Writes what is left and the trailer, and flushes the stream below without closing it. */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    compressInput();
    finished = true;
    deflater.finish();
    while (!deflater.finished()) {
      writeOutput();
    }
    byte[] trailer = new byte[8];
    putInt(trailer, 0, (int) crc.getValue());
    putInt(trailer, 4, (int) total);
    out.write(trailer);
    out.flush();
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  /** Finishes the member when that has not happened, and closes the stream below. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      finish();
    } finally {
      finished = true;
      deflater.end();
    }
  }
}
