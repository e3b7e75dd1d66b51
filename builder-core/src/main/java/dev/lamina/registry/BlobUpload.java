package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.content.BlobSource;
import dev.lamina.http.ConnectionException;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.ByteSource;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Repository;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one blob into a repository: not at all when it is there, by mounting it from a repository of
 * the same registry, or by sending it. A session that failed is never gone on with: registries lose
 * count of what they have (distribution 2.8 kills a session whose chunk was cut off), so another
 * one begins from the first byte, after a look whether the blob has arrived after all.
 */
final class BlobUpload {
  private static final Set<String> LOST_SESSION =
      Set.of("BLOB_UPLOAD_INVALID", "BLOB_UPLOAD_UNKNOWN", "RANGE_INVALID");

  private final RepositoryCalls calls;
  private final Descriptor blob;
  private final BlobSource source;
  private final long chunkSize;
  private final String what;

  BlobUpload(RepositoryCalls calls, Descriptor blob, BlobSource source, long chunkSize) {
    this.calls = calls;
    this.blob = blob;
    this.source = source;
    this.chunkSize = chunkSize;
    this.what = "push of blob " + blob.digest() + " to " + calls.repository();
  }

  /** How a blob came to be there. */
  enum Outcome {
    EXISTED,
    MOUNTED,
    SENT
  }

  /**
   * @param candidates repositories of the same registry that may have the blob, the likeliest first
   */
  Outcome run(List<Repository> candidates) throws IOException {
    if (exists()) {
      return Outcome.EXISTED;
    }
    URI session = null;
    for (Repository candidate : candidates) {
      Mount mount = mount(candidate);
      if (mount.done()) {
        return Outcome.MOUNTED;
      }
      session = mount.session() == null ? session : mount.session();
    }
    send(session, this::exists);
    return Outcome.SENT;
  }

  /** Sends the blob although the registry says that it is there. */
  void runAgain() throws IOException {
    send(null, () -> false);
  }

  /** Whether the blob has arrived by now. */
  @FunctionalInterface
  private interface Look {
    boolean exists() throws IOException;
  }

  private void send(@Nullable URI first, Look look) throws IOException {
    URI session = first;
    for (int attempt = 1; ; attempt++) {
      try {
        send(session == null ? calls.retry().run(what, this::begin) : session);
        return;
      } catch (LostSession e) {
        if (attempt >= calls.retry().attempts()) {
          throw e.reason();
        }
        calls.retry().pause(what, attempt, e.reason(), e.asked());
        session = null;
      }
      if (look.exists()) {
        return;
      }
    }
  }

  /**
   * What came of asking for a mount.
   *
   * @param session where the blob can be sent instead, if the registry offers it
   */
  private record Mount(boolean done, @Nullable URI session) {}

  private Mount mount(Repository from) throws IOException {
    String query =
        "blobs/uploads/?mount="
            + URLEncoder.encode(blob.digest().toString(), UTF_8)
            + "&from="
            + URLEncoder.encode(from.path(), UTF_8);
    Request post = Request.of("POST", calls.uri(query)).with(ByteSource.of(new byte[0]));
    Scope scope = Scope.push(calls.repository()).andPullOf(from);
    try (Response response = calls.send(post, scope)) {
      boolean offered = response.status() == 202;
      return new Mount(response.status() == 201, offered ? calls.calls().target(response) : null);
    } catch (ConnectionException | RegistryException | PassingFailure e) {
      // sending it is always possible, and says better what is wrong
      return new Mount(false, null);
    }
  }

  private boolean exists() throws IOException {
    return calls.has(what, blob, Scope.push(calls.repository()));
  }

  private URI begin() throws IOException {
    return UploadSession.begin(calls, what);
  }

  private void send(URI session) throws IOException {
    URI place = session;
    long sent = 0;
    while (chunkSize > 0 && blob.size() - sent > chunkSize) {
      place = chunk(place, sent, chunkSize);
      sent += chunkSize;
    }
    String query = place.getRawQuery() == null ? "?" : "?" + place.getRawQuery() + "&";
    URI commit =
        URI.create(
            place.toString().replaceFirst("[?#].*$", "")
                + query
                + "digest="
                + URLEncoder.encode(blob.digest().toString(), UTF_8));
    Request put =
        Request.of("PUT", commit)
            .with("Content-Type", "application/octet-stream")
            .with(new Part(sent, blob.size() - sent));
    if (sent > 0) {
      put = put.with("Content-Range", sent + "-" + (blob.size() - 1));
    }
    try (Response response = transfer(put)) {
      if (response.status() != 201 && response.status() != 204) {
        throw failed(response);
      }
    }
  }

  private URI chunk(URI place, long from, long size) throws IOException {
    Request patch =
        Request.of("PATCH", place)
            .with("Content-Type", "application/octet-stream")
            .with("Content-Range", from + "-" + (from + size - 1))
            .with(new Part(from, size));
    try (Response response = transfer(patch)) {
      if (response.status() != 202) {
        throw failed(response);
      }
      return calls.calls().target(response);
    }
  }

  private Response transfer(Request request) throws IOException {
    try {
      return calls.send(request, Scope.push(calls.repository()));
    } catch (ConnectionException e) {
      RegistryException reason = Refusals.unreachable(what, e);
      if (!e.kind().passing()) {
        throw reason;
      }
      throw new LostSession(reason, Duration.ZERO);
    }
  }

  private IOException failed(Response response) throws IOException {
    Duration asked = Refusals.asked(response);
    IOException refusal = calls.refusal(what, response);
    if (refusal instanceof PassingFailure passing) {
      return new LostSession(passing.reason(), asked);
    }
    String text = String.valueOf(refusal.getMessage());
    boolean lost = response.status() == 416 || LOST_SESSION.stream().anyMatch(text::contains);
    return lost ? new LostSession(refusal, asked) : refusal;
  }

  /** A session that cannot be gone on with. */
  private static final class LostSession extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;
    private final Duration asked;

    LostSession(IOException reason, Duration asked) {
      super(reason);
      this.reason = reason;
      this.asked = asked;
    }

    IOException reason() {
      return reason;
    }

    Duration asked() {
      return asked;
    }
  }

  /** A part of the blob, which is read anew whenever it is sent. */
  private final class Part implements ByteSource {
    private final long from;
    private final long size;

    Part(long from, long size) {
      this.from = from;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public InputStream open() throws IOException {
      InputStream in = source.open(blob);
      boolean opened = false;
      try {
        in.skipNBytes(from);
        opened = true;
        return new Counted(in);
      } finally {
        if (!opened) {
          in.close();
        }
      }
    }

    /** Tells how far it has been read. */
    private final class Counted extends FilterInputStream {
      private long position = from;

      Counted(InputStream in) {
        super(in);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
          position += count;
          calls
              .progress()
              .on(new ProgressEvent.BytesMoved("pushing " + blob.digest(), position, blob.size()));
        }
        return count;
      }
    }
  }
}
