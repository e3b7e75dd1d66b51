package dev.lamina.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A place on disk for bytes that come once, in order, and are wanted later in another order: what
 * is appended comes back as a {@link ByteSource}. The file is private to its owner and gone when
 * this is closed. For one thread.
 */
public final class Scratch implements Closeable {
  private static final int BUFFER_SIZE = 256 * 1024;

  private final Place place;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);

  /** Made with the first bytes that do not fit the buffer, or are read. */
  private @Nullable FileChannel channel;

  /** Bytes in the file, those in the buffer not counted. */
  private long flushed;

  /** Tells the directory for the file, when it is needed; private to this process's user. */
  @FunctionalInterface
  public interface Place {
    Path directory() throws IOException;
  }

  /**
   * @param place asked once the bytes do not fit a buffer, or are read
   */
  public Scratch(Place place) {
    this.place = place;
  }

  private FileChannel channel() throws IOException {
    if (channel == null) {
      Path file = Files.createTempFile(place.directory(), "scratch-", "");
      // where the system can, the name goes at once, so that a killed process leaves nothing
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    return channel;
  }

  /** Copies all of a stream to the end; the result may be read until this is closed. */
  public ByteSource append(InputStream in) throws IOException {
    long start = flushed + buffer.position();
    int n = in.read(buffer.array(), buffer.position(), buffer.remaining());
    while (n >= 0) {
      buffer.position(buffer.position() + n);
      if (!buffer.hasRemaining()) {
        flush();
      }
      n = in.read(buffer.array(), buffer.position(), buffer.remaining());
    }
    return new Slice(start, flushed + buffer.position() - start);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      flushed += channel().write(buffer, flushed);
    }
    buffer.clear();
  }

  /** Gives the space back; what was appended cannot be read any more. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private final class Slice implements ByteSource {
    private final long start;
    private final long size;

    Slice(long start, long size) {
      this.start = start;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public InputStream open() throws IOException {
      if (buffer.position() > 0) {
        flush();
      }
      return new SliceStream(channel(), start, start + size);
    }
  }

  private static final class SliceStream extends InputStream {
    private final FileChannel channel;
    private long position;
    private final long end;

    SliceStream(FileChannel channel, long position, long end) {
      this.channel = channel;
      this.position = position;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - position);
      int n = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
      if (n < 0) {
        throw new EOFException("a scratch file was cut short");
      }
      position += n;
      return n;
    }
  }
}
