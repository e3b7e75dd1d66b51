package dev.lamina.gzip;

import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip: every member, each checked against its CRC-32 and size, whatever the stream
 * below says of {@code available()} and however it cuts its reads. After the last member up to 1
 * MiB of zeros may follow; anything else there is refused. The end is told only when the stream
 * below has ended, so that a hash there has seen all.
 *
 * <p>What is wrong with the data throws {@link RefusedInputException}; nothing is known to be whole
 * before {@code read} has said -1. Not safe for use by several threads.
 */
public final class GzipDecoder extends InputStream {
  private static final int MOST_ZEROS = 1 << 20;

  private final GzipInput in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long memberSize;
  private State state = State.START;

  private enum State {
    START,
    IN_MEMBER,
    ENDED,
    CLOSED
  }

  /**
   * @param in gzip data; {@link #close()} closes it
   */
  public GzipDecoder(InputStream in) {
    this.in = new GzipInput(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (state == State.CLOSED) {
      throw new IOException("stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (state != State.ENDED) {
      if (state == State.START) {
        beginMember();
      }
      int n = inflate(into, offset, length);
      if (n > 0) {
        crc.update(into, offset, n);
        memberSize += n;
        return n;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  private void beginMember() throws IOException {
    in.readHeader();
    inflater.reset();
    crc.reset();
    memberSize = 0;
    state = State.IN_MEMBER;
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    if (inflater.needsInput()) {
      in.feed(inflater);
    }
    try {
      int n = inflater.inflate(into, offset, length);
      if (n == 0 && inflater.needsDictionary()) {
        throw new RefusedInputException("gzip data is corrupt: it asks for a dictionary");
      }
      return n;
    } catch (DataFormatException e) {
      throw new RefusedInputException("gzip data is corrupt: " + e.getMessage(), e);
    }
  }

  private void endMember() throws IOException {
    in.giveBack(inflater.getRemaining());
    if (in.littleEndian(4) != crc.getValue()) {
      throw new RefusedInputException("gzip data is corrupt: CRC-32 mismatch");
    }
    if (in.littleEndian(4) != (memberSize & 0xffffffffL)) {
      throw new RefusedInputException("gzip data is corrupt: size mismatch");
    }
    int next = in.peek();
    if (next == 0) {
      in.requireZerosToEnd(MOST_ZEROS);
    } else if (next == GzipInput.FIRST_MAGIC) {
      state = State.START;
      return;
    } else if (next > 0) {
      throw new RefusedInputException("data after gzip stream");
    }
    state = State.ENDED;
  }

  /** Closes the stream below and frees the native memory at once. */
  @Override
  public void close() throws IOException {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      inflater.end();
      in.close();
    }
  }
}
