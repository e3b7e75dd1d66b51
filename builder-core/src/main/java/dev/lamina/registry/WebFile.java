package dev.lamina.registry;

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

/** A file of any web server, on its way. Nobody's credentials are sent. */
public final class WebFile implements Closeable {
  private static final int MAX_REDIRECTS = 10;

  private final Response response;

  private WebFile(Response response) {
    this.response = response;
  }

  static WebFile open(HttpEngine engine, Retry retry, URI address) throws IOException {
    // not with its query: that may be a secret
    String what =
        "fetch of " + address.getScheme() + "://" + address.getRawAuthority() + path(address);
    return new WebFile(retry.run(what, () -> follow(engine, what, address)));
  }

  private static String path(URI address) {
    return Escaped.text(address.getRawPath());
  }

  private static Response follow(HttpEngine engine, String what, URI first) throws IOException {
    URI address = first;
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      Request get = Request.of("GET", address).with("Accept-Encoding", "identity");
      Response response = engine.send(get);
      boolean redirect = response.isRedirect();
      if (!redirect && response.status() < 400) {
        return response;
      }
      try (response) {
        if (!redirect) {
          throw Refusals.ofWeb(what, response);
        }
        address = Origins.target(response, first);
      }
    }
    throw Refusals.malformed(what, "it redirects more than " + MAX_REDIRECTS + " times");
  }

  /** Its bytes. */
  public InputStream content() throws IOException {
    return response.body();
  }

  /** When it was last changed, in seconds since 1970; 0 when the server does not say. */
  public long modified() {
    String text = response.header("Last-Modified").orElse("");
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    response.close();
  }
}
