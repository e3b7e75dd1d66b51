package dev.lamina.compression;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/**
 * A decoder of a library, whose complaints (checked or not) become {@link RefusedInputException},
 * while a failure of the stream below comes through as it is.
 */
final class ForeignDecoder extends InputStream {
  /** Makes the library's decoder; it may read at once. */
  interface Opener {
    InputStream open(InputStream raw) throws IOException;
  }

  private final String format;
  private final Source source;
  private final InputStream decoder;
  private boolean ended;

  ForeignDecoder(String format, InputStream in, Opener opener) throws IOException {
    this.format = format;
    this.source = new Source(in);
    try {
      decoder = opener.open(new BufferedInputStream(source, 1 << 16));
    } catch (IOException | RuntimeException e) {
      throw told(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    try {
      int n = decoder.read(into, offset, length);
      ended = n < 0;
      return n;
    } catch (IOException | RuntimeException e) {
      throw told(e);
    }
  }

  private IOException told(Exception e) {
    if (source.failure != null) {
      return source.failure;
    }
    if (e instanceof RefusedInputException refused) {
      return refused;
    }
    if (e instanceof MemoryLimitException memory) {
      return new RefusedInputException(
          format
              + " data needs "
              + memory.getMemoryNeeded() / 1024
              + " MiB of memory, the limit is "
              + memory.getMemoryLimit() / 1024
              + " MiB",
          e);
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String why = source.ended ? "unexpected EOF, or " + message : message;
    return new RefusedInputException(format + " data is corrupt: " + Escaped.text(why), e);
  }

  @Override
  public void close() throws IOException {
    decoder.close();
    source.close();
  }

  /** Remembers how the stream below ended. */
  private static final class Source extends FilterInputStream {
    private @Nullable IOException failure;
    private boolean ended;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int n = in.read(into, offset, length);
        ended |= n < 0;
        return n;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
