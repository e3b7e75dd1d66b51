package dev.lamina.registry;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.http.ConnectionException;
import dev.lamina.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of something as they come over the network. A connection that breaks is made again, and
 * goes on where it broke off; how often counts from the last byte that came. Where a server begins
 * from the beginning instead, what has been read already has to be the same again, unless the whole
 * is verified above.
 */
final class Download extends InputStream {
  private final String what;
  private final Retry retry;
  private final Part part;
  private final List<Stretch> stretches = new ArrayList<>();
  private final @Nullable MessageDigest hash;
  private long hashed;
  private long size;
  private long position;
  private int failures;
  private @Nullable Response response;
  private InputStream body = InputStream.nullInputStream();

  /** Bytes that have been read over one connection. */
  private record Stretch(long length, @Nullable Digest digest) {}

  /** Asks for what is to come. */
  interface Part {
    /**
     * An answer of status 206 with all bytes from a position on, or another with all bytes.
     *
     * @param position 0 asks for all
     * @throws IOException when it is neither
     */
    Response ask(long position) throws IOException;

    /** Is told how far it is. */
    void moved(long position);

    /** Is told that a connection broke, and how many have since the last byte that came. */
    void broke(int failures);
  }

  private Download(String what, Retry retry, Part part, long size, @Nullable MessageDigest hash) {
    this.what = what;
    this.retry = retry;
    this.part = part;
    this.size = size;
    this.hash = hash;
  }

  /**
   * What somebody verifies.
   *
   * @param size count of bytes; -1 takes it from the first answer
   */
  static Download verified(String what, Retry retry, Part part, long size) {
    return new Download(what, retry, part, size, null);
  }

  /** What nobody verifies. */
  static Download unverified(String what, Retry retry, Part part) {
    return new Download(what, retry, part, -1, DigestAlgorithm.SHA256.newMessageDigest());
  }

  /** Asks for it, so that its absence is known before anything is done with it. */
  Response begin() throws IOException {
    Response answer = retry.run(what, this::ask);
    response = answer;
    body = answer.body();
    if (size < 0 && position == 0) {
      size = answer.length();
    }
    return answer;
  }

  private Response ask() throws IOException {
    Response answer = part.ask(position);
    boolean good = false;
    try {
      if (position > 0 && answer.status() == 206) {
        checkRange(answer.header("Content-Range").orElse(""));
      } else if (position > 0) {
        skip(answer.body());
      }
      good = true;
      return answer;
    } finally {
      if (!good) {
        answer.close();
      }
    }
  }

  private void checkRange(String range) throws IOException {
    if (!range.startsWith("bytes " + position + "-")) {
      throw Refusals.malformed(what, "another part came than was asked for");
    }
    String total = range.substring(range.indexOf('/') + 1);
    if (size >= 0 && total.matches("[0-9]+") && !total.equals(Long.toString(size))) {
      throw changed();
    }
  }

  private void skip(InputStream in) throws IOException {
    byte[] buffer = new byte[64 << 10];
    for (Stretch stretch : stretches) {
      MessageDigest again = DigestAlgorithm.SHA256.newMessageDigest();
      long left = stretch.length();
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw broken();
        }
        again.update(buffer, 0, count);
        left -= count;
      }
      if (stretch.digest() != null
          && !Digest.of(DigestAlgorithm.SHA256, again).equals(stretch.digest())) {
        throw changed();
      }
    }
  }

  private RegistryException changed() {
    return new RegistryException(
        RegistryException.Kind.FAILED, what + ": it changed while it came", "try again", null);
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
    if (length == 0) {
      return 0;
    }
    while (size < 0 || position < size) {
      try {
        long most = size < 0 ? length : Math.min(length, size - position);
        int count = body.read(bytes, offset, (int) most);
        if (count > 0) {
          moved(bytes, offset, count);
          return count;
        }
        if (size < 0) {
          return -1;
        }
        throw broken();
      } catch (ConnectionException e) {
        reconnect(e);
      }
    }
    return -1;
  }

  private void moved(byte[] bytes, int offset, int count) {
    if (hash != null) {
      hash.update(bytes, offset, count);
    }
    position += count;
    failures = 0;
    part.moved(position);
  }

  private void reconnect(ConnectionException e) throws IOException {
    close();
    if (position > hashed) {
      Digest digest = hash == null ? null : Digest.of(DigestAlgorithm.SHA256, hash);
      stretches.add(new Stretch(position - hashed, digest));
      hashed = position;
    }
    failures++;
    part.broke(failures);
    RegistryException reason = Refusals.unreachable(what, e);
    if (!e.kind().passing() || failures >= retry.attempts()) {
      throw reason;
    }
    retry.pause(what, failures, reason, Duration.ZERO);
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
