package dev.lamina.gzip;

import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** The compressed side of a {@link GzipDecoder}: a buffer, and the parts that are not deflate. */
final class GzipInput {
  static final int FIRST_MAGIC = 0x1f;

  private static final int SECOND_MAGIC = 0x8b;
  private static final int DEFLATE = 8;
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int MOST_HEADER = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final CRC32 headerCrc = new CRC32();
  private int next;
  private int end;
  private int headerLength;

  GzipInput(InputStream in) {
    this.in = in;
  }

  /** Reads the header of a member: any legal one, of 1 MiB at most. */
  void readHeader() throws IOException {
    headerCrc.reset();
    headerLength = 0;
    if (headerByte() != FIRST_MAGIC || headerByte() != SECOND_MAGIC) {
      throw new RefusedInputException("not gzip data");
    }
    if (headerByte() != DEFLATE) {
      throw new RefusedInputException("gzip header names a compression method other than deflate");
    }
    int flags = headerByte();
    if ((flags & RESERVED) != 0) {
      throw new RefusedInputException("gzip header has reserved flags set");
    }
    skipHeader(6); // time, extra flags, operating system
    if ((flags & FEXTRA) != 0) {
      skipHeader(headerByte() | (headerByte() << 8));
    }
    if ((flags & FNAME) != 0) {
      skipHeaderText();
    }
    if ((flags & FCOMMENT) != 0) {
      skipHeaderText();
    }
    if ((flags & FHCRC) != 0) {
      long expected = headerCrc.getValue() & 0xffff;
      if (littleEndian(2) != expected) {
        throw new RefusedInputException("gzip header CRC mismatch");
      }
    }
  }

  private void skipHeader(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      headerByte();
    }
  }

  private void skipHeaderText() throws IOException {
    while (headerByte() != 0) {
      // the text is of no use
    }
  }

  private int headerByte() throws IOException {
    headerLength++;
    if (headerLength > MOST_HEADER) {
      throw new RefusedInputException("gzip header is longer than 1 MiB");
    }
    int b = take();
    headerCrc.update(b);
    return b;
  }

  /** A number of this many bytes, the least significant first. */
  long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) take() << (8 * i);
    }
    return value;
  }

  private int take() throws IOException {
    int b = peek();
    if (b < 0) {
      throw cut();
    }
    next++;
    return b;
  }

  /** The next byte, which stays; -1 at the end. */
  int peek() throws IOException {
    return next < end || fill() ? buffer[next] & 0xff : -1;
  }

  /** Hands the buffered bytes over; {@link #giveBack} returns what was not used. */
  void feed(Inflater inflater) throws IOException {
    if (next == end && !fill()) {
      throw cut();
    }
    inflater.setInput(buffer, next, end - next);
    next = end;
  }

  void giveBack(int unused) {
    next = end - unused;
  }

  /** Reads to the end, where only zeros may come, and not more than {@code most} of them. */
  void requireZerosToEnd(int most) throws IOException {
    long zeros = 0;
    for (int b = peek(); b >= 0; b = peek()) {
      next++;
      zeros++;
      if (b != 0) {
        throw new RefusedInputException("data after gzip stream");
      }
      if (zeros > most) {
        throw new RefusedInputException("more than " + most + " zero bytes after gzip stream");
      }
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    return end > 0;
  }

  private static RefusedInputException cut() {
    return new RefusedInputException("gzip data ends early: unexpected EOF");
  }

  void close() throws IOException {
    in.close();
  }
}
