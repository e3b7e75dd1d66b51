package dev.lamina.unpack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Writes a new file with a hole for each 64 KiB of zeros, counted from its beginning. */
final class HoleyFile extends OutputStream {
  static final int BLOCK = 64 * 1024;
  private static final byte[] ZEROS = new byte[BLOCK];

  private final SeekableByteChannel channel;
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long position;
  private boolean endsInHole;

  /**
   * @param channel of an empty file; it is whole when this is closed, and stays open
   */
  HoleyFile(SeekableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int count = Math.min(left, BLOCK - filled);
      System.arraycopy(bytes, from, block, filled, count);
      filled += count;
      from += count;
      left -= count;
      if (filled == BLOCK) {
        drain();
      }
    }
  }

  private void drain() throws IOException {
    endsInHole = filled == BLOCK && Arrays.equals(block, ZEROS);
    if (!endsInHole) {
      put(block, filled, position);
    }
    position += filled;
    filled = 0;
  }

  private void put(byte[] bytes, int length, long at) throws IOException {
    channel.position(at);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    if (filled > 0) {
      drain();
    }
    if (endsInHole) {
      // a file ends where the last byte was written
      put(ZEROS, 1, position - 1);
      endsInHole = false;
    }
  }
}
