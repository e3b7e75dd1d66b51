package dev.lamina.context;

import dev.lamina.io.ByteSource;
import dev.lamina.io.Fs;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The contents of many files, one after another in one file on disk. */
final class Spool implements AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private long end;

  private Spool(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  static Spool create(Path file) throws IOException {
    return new Spool(
        file,
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            1 << 16));
  }

  /** Keeps {@code size} bytes of a stream, to be read once this is closed. */
  ByteSource keep(InputStream in, long size) throws IOException {
    long start = end;
    long count = in.transferTo(out);
    end += count;
    if (count != size) {
      throw new EOFException("unexpected EOF: " + count + " bytes of " + size);
    }
    return new Part(file, start, size);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private record Part(Path file, long start, long size) implements ByteSource {
    @Override
    public InputStream open() throws IOException {
      InputStream in = Fs.open(file);
      try {
        in.skipNBytes(start);
      } catch (IOException e) {
        try (in) {
          throw e;
        }
      }
      return new PartStream(in, size);
    }
  }

  private static final class PartStream extends InputStream {
    private final InputStream in;
    private long left;

    PartStream(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int count = in.read(buffer, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("unexpected EOF in the scratch file of the context");
      }
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
