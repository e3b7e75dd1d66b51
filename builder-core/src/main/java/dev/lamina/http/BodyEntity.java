package dev.lamina.http;

import dev.lamina.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.http.entity.AbstractHttpEntity;

/** A body on its way out, which tells the watchdog that it moves. */
final class BodyEntity extends AbstractHttpEntity {
  private static final int BUFFER = 128 << 10;

  private final ByteSource body;
  private final Watchdog.Watch watch;
  private final Duration commitTimeout;

  /** Reading the body failed, not the connection. */
  static final class UnreadableBody extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;

    UnreadableBody(IOException reason) {
      super(reason);
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  BodyEntity(ByteSource body, Watchdog.Watch watch, Duration commitTimeout) {
    this.body = body;
    this.watch = watch;
    this.commitTimeout = commitTimeout;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public long getContentLength() {
    return body.size();
  }

  @Override
  public InputStream getContent() throws IOException {
    return body.open();
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = body.size();
    try (InputStream in = open()) {
      while (left > 0) {
        int count = read(in, buffer, (int) Math.min(buffer.length, left));
        left -= count;
        if (left == 0) {
          // the last bytes may wait in the peer's buffers until it has stored all
          watch.allow(commitTimeout);
        }
        out.write(buffer, 0, count);
        watch.moved();
      }
      out.flush();
    }
  }

  private InputStream open() throws UnreadableBody {
    try {
      return body.open();
    } catch (IOException e) {
      throw new UnreadableBody(e);
    }
  }

  private static int read(InputStream in, byte[] buffer, int most) throws UnreadableBody {
    try {
      int count = in.read(buffer, 0, most);
      if (count <= 0) {
        throw new UnreadableBody(new IOException("what is sent is shorter than it was said to be"));
      }
      return count;
    } catch (UnreadableBody e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableBody(e);
    }
  }
}
