package dev.lamina.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;

/** An answer of Apache HttpClient. */
final class ApacheResponse implements Response {
  /** More is not read just to keep a connection. */
  private static final int DRAIN = 64 << 10;

  private final URI uri;
  private final HttpUriRequest request;
  private final CloseableHttpResponse answer;
  private final Watchdog.Watch watch;

  ApacheResponse(
      URI uri, HttpUriRequest request, CloseableHttpResponse answer, Watchdog.Watch watch) {
    this.uri = uri;
    this.request = request;
    this.answer = answer;
    this.watch = watch;
    watch.sent();
  }

  @Override
  public int status() {
    return answer.getStatusLine().getStatusCode();
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public List<String> headers(String name) {
    return Arrays.stream(answer.getHeaders(name)).map(Header::getValue).toList();
  }

  @Override
  public long length() {
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      return entity.getContentLength();
    }
    // the answer to HEAD has no entity, but says how long it would be
    String length = header("Content-Length").orElse("-1").strip();
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }

  @Override
  public InputStream body() throws IOException {
    HttpEntity entity = answer.getEntity();
    return entity == null ? InputStream.nullInputStream() : new Watched(entity.getContent());
  }

  @Override
  public void close() {
    watch.close();
    try {
      HttpEntity entity = answer.getEntity();
      if (entity != null && entity.isStreaming()) {
        if (entity.getContent().readNBytes(DRAIN).length == DRAIN) {
          request.abort();
        }
      }
      answer.close();
    } catch (IOException e) {
      // nobody waits for what is left of it
      request.abort();
    }
  }

  /** Says of what breaks off why. */
  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        if (watch.cancelled()) {
          CancellationException cancelled = new CancellationException("cancelled");
          cancelled.initCause(e);
          throw cancelled;
        }
        throw Failures.of(uri, watch, e);
      }
    }

    // closing is the answer's: this stream's own close would read to the end
    @Override
    public void close() {}
  }
}
