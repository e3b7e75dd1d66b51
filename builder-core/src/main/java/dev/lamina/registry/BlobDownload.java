package dev.lamina.registry;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.http.ConnectionException;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a blob as they come from a registry. A connection that breaks is made again, and
 * goes on where it broke off; how often counts from the last byte that came. Not verified: that is
 * done above.
 */
final class BlobDownload extends InputStream {
  private final RepositoryCalls calls;
  private final Descriptor blob;
  private final String what;
  private long position;
  private int failures;
  private @Nullable Response response;
  private InputStream body = InputStream.nullInputStream();

  BlobDownload(RepositoryCalls calls, Descriptor blob) {
    this.calls = calls;
    this.blob = blob;
    this.what = "pull of blob " + blob.digest() + " from " + calls.repository();
  }

  /** Asks for the blob, so that its absence is known before anything is done with it. */
  BlobDownload begin() throws IOException {
    if (blob.size() > 0) {
      response = calls.retry().run(what, this::ask);
      body = response.body();
    }
    return this;
  }

  private Response ask() throws IOException {
    Request request =
        Request.of("GET", calls.uri("blobs/" + blob.digest())).with("Accept-Encoding", "identity");
    if (position > 0) {
      request = request.with("Range", "bytes=" + position + "-");
    }
    Response answer = calls.send(request, Scope.pull(calls.repository()));
    boolean good = false;
    try {
      check(answer);
      good = true;
      return answer;
    } finally {
      if (!good) {
        answer.close();
      }
    }
  }

  private void check(Response answer) throws IOException {
    if (position > 0 && answer.status() == 206) {
      String range = answer.header("Content-Range").orElse("");
      if (!range.startsWith("bytes " + position + "-")) {
        throw Refusals.malformed(what, "the registry sends another part than was asked for");
      }
      return;
    }
    if (answer.status() != 200) {
      throw calls.refusal(what, answer);
    }
    if (answer.length() >= 0 && answer.length() != blob.size()) {
      throw new ContentMismatchException(
          what + ": it has " + answer.length() + " bytes, expected " + blob.size());
    }
    if (position > 0) {
      skip(answer.body());
    }
  }

  /** The registry does not know ranges and begins from the beginning. */
  private void skip(InputStream in) throws IOException {
    byte[] buffer = new byte[64 << 10];
    long left = position;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw broken();
      }
      left -= count;
    }
  }

  private ConnectionException broken() {
    return new ConnectionException(
        ConnectionException.Kind.BROKEN, "it ended after " + position + " bytes", null);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (position < blob.size()) {
      try {
        int count = body.read(bytes, offset, (int) Math.min(length, blob.size() - position));
        if (count > 0) {
          position += count;
          failures = 0;
          calls.progress().on(new ProgressEvent.BytesMoved(label(), position, blob.size()));
          return count;
        }
        throw broken();
      } catch (ConnectionException e) {
        reconnect(e);
      }
    }
    return -1;
  }

  private String label() {
    return "pulling " + blob.digest();
  }

  private void reconnect(ConnectionException e) throws IOException {
    close();
    failures++;
    RegistryException reason = Refusals.unreachable(what, e);
    if (!e.kind().passing() || failures >= calls.retry().attempts()) {
      throw reason;
    }
    calls.retry().pause(what, failures, reason, Duration.ZERO);
    begin();
  }

  @Override
  public void close() {
    if (response != null) {
      response.close();
      response = null;
    }
    body = InputStream.nullInputStream();
  }
}
