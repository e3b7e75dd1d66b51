package dev.lamina.registry;

import dev.lamina.digest.Digest;
import dev.lamina.http.HttpEngine;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.Escaped;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A file of any web server, on its way. Nobody's credentials are sent. After a break only the rest
 * is asked for where the server can say whether the file is still the same (RFC 9110, 13.1.5), or
 * the caller will.
 */
public final class WebFile implements Closeable {
  private final Download content;
  private final long modified;

  private WebFile(Download content, long modified) {
    this.content = content;
    this.modified = modified;
  }

  static WebFile open(HttpEngine engine, Retry retry, URI address, @Nullable Digest checksum)
      throws IOException {
    // not with its query: that may be a secret
    String what =
        "fetch of " + address.getScheme() + "://" + address.getRawAuthority() + path(address);
    Asked asked = new Asked(engine, what, address, checksum != null);
    Download content =
        checksum == null
            ? Download.unverified(what, retry, asked)
            : Download.verified(what, retry, asked, -1);
    Response first = content.begin();
    asked.validator = validator(first);
    return new WebFile(content, modified(first));
  }

  private static String path(URI address) {
    return Escaped.text(address.getRawPath());
  }

  /** What tells this state of the file from others; null when nothing does. */
  private static @Nullable String validator(Response first) {
    String tag = first.header("ETag").orElse("");
    String date = first.header("Last-Modified").orElse("");
    if (tag.startsWith("\"")) {
      return tag;
    }
    return date.isEmpty() ? null : date;
  }

  private static long modified(Response first) {
    String text = first.header("Last-Modified").orElse("");
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** Requests for one file. */
  private static final class Asked implements Download.Part {
    private static final int MAX_REDIRECTS = 10;

    private final HttpEngine engine;
    private final String what;
    private final URI first;
    private final boolean verified;
    private @Nullable String validator;

    Asked(HttpEngine engine, String what, URI first, boolean verified) {
      this.engine = engine;
      this.what = what;
      this.first = first;
      this.verified = verified;
    }

    @Override
    public Response ask(long position) throws IOException {
      Request request = Request.of("GET", first).with("Accept-Encoding", "identity");
      if (position > 0 && (validator != null || verified)) {
        request = request.with("Range", "bytes=" + position + "-");
      }
      if (position > 0 && validator != null) {
        request = request.with("If-Range", validator);
      }
      for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
        Response response = engine.send(request);
        boolean redirect = response.isRedirect();
        if (!redirect && response.status() < 400) {
          return response;
        }
        try (response) {
          if (!redirect) {
            throw Refusals.ofWeb(what, response);
          }
          request = request.to(Origins.target(response, first));
        }
      }
      throw Refusals.malformed(what, "it redirects more than " + MAX_REDIRECTS + " times");
    }

    @Override
    public void moved(long position) {}

    @Override
    public void broke(int failures) {}
  }

  /** Its bytes. */
  public InputStream content() {
    return content;
  }

  /** When it was last changed, in seconds since 1970; 0 when the server does not say. */
  public long modified() {
    return modified;
  }

  @Override
  public void close() {
    content.close();
  }
}
