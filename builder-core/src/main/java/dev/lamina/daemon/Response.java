package dev.lamina.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/**
 * An answer over HTTP/1.1, read whole.
 *
 * @param status 200 and so on
 * @param text the body, at most 1 MiB of it
 */
record Response(int status, String text) {
  private static final int MOST_BODY = 1 << 20;

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /**
   * @throws IOException when it is no answer of HTTP, breaks off or is too long
   */
  static Response read(InputStream in) throws IOException {
    return read(ResponseHead.read(in), in);
  }

  /** The body of an answer that has begun. */
  static Response read(ResponseHead head, InputStream in) throws IOException {
    byte[] body = head.body(in).readNBytes(MOST_BODY + 1);
    if (body.length > MOST_BODY) {
      throw new IOException("the engine answers with more than " + MOST_BODY + " bytes");
    }
    return new Response(head.status(), new String(body, UTF_8));
  }
}
