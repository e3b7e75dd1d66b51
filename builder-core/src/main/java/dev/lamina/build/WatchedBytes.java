package dev.lamina.build;

import dev.lamina.io.ByteSource;
import dev.lamina.progress.ProgressEvent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes of one piece of work while they are read, tells about them now and then, and
 * stops when the build is cancelled.
 */
final class WatchedBytes {
  private static final long BETWEEN_EVENTS = 1 << 20;

  private final BuildTools tools;
  private final String what;
  private final long total;
  private long done;
  private long told;

  /**
   * @param what names the work: "writing layer"
   * @param total bytes at the end, or -1 when not known
   */
  WatchedBytes(BuildTools tools, String what, long total) {
    this.tools = tools;
    this.what = what;
    this.total = total;
  }

  /** The same bytes, counted each time they are read. */
  ByteSource watch(ByteSource source) {
    return new ByteSource() {
      @Override
      public long size() {
        return source.size();
      }

      @Override
      public InputStream open() throws IOException {
        return watch(source.open());
      }
    };
  }

  /** The same stream, counted. */
  InputStream watch(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = in.read();
        count(b < 0 ? 0 : 1);
        return b;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        count(Math.max(n, 0));
        return n;
      }
    };
  }

  private void count(int bytes) {
    tools.cancellation().check();
    done += bytes;
    if (done - told >= BETWEEN_EVENTS) {
      told = done;
      tools.progress().on(new ProgressEvent.BytesMoved(what, done, total));
    }
  }

  /** Ends what was told about; nothing is told of work that was over before the first event. */
  void finish() {
    if (told > 0) {
      tools.progress().on(new ProgressEvent.BytesMoved(what, done, done));
    }
  }
}
