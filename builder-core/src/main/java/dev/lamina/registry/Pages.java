package dev.lamina.registry;

import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists that a registry gives page by page ({@code Link: <…>; rel="next"}). */
final class Pages {
  private static final int MAX_PAGE = 8 << 20;
  private static final int MAX_PAGES = 10_000;
  private static final Pattern NEXT =
      Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

  private final RepositoryCalls calls;
  private final Scope scope;

  Pages(RepositoryCalls calls, Scope scope) {
    this.calls = calls;
    this.scope = scope;
  }

  /** Reads one answer of a list, whatever its status, and says where the next page is. */
  @FunctionalInterface
  interface Page {
    Optional<URI> read(Response response) throws IOException;
  }

  /**
   * All elements of a list of texts.
   *
   * @param key of the list in each page
   */
  List<String> strings(String what, URI first, String key) throws IOException {
    List<String> all = new ArrayList<>();
    each(
        what,
        first,
        response -> {
          all.addAll(object(what, response).strings(key));
          return next(response);
        });
    return all;
  }

  /** Reads page after page; one that fails may be read again. */
  void each(String what, URI first, Page reader) throws IOException {
    Optional<URI> next = Optional.of(first);
    for (int page = 0; next.isPresent(); page++) {
      if (page == MAX_PAGES) {
        throw Refusals.malformed(what, "the list has more than " + MAX_PAGES + " pages");
      }
      URI uri = next.get();
      next = calls.retry().run(what, () -> read(uri, reader));
    }
  }

  private Optional<URI> read(URI uri, Page reader) throws IOException {
    try (Response response = calls.send(Request.of("GET", uri), scope)) {
      return reader.read(response);
    }
  }

  /** The document of an answer. */
  JsonObject object(String what, Response response) throws IOException {
    if (response.status() != 200) {
      throw calls.refusal(what, response);
    }
    byte[] bytes = response.body().readNBytes(MAX_PAGE + 1);
    if (bytes.length > MAX_PAGE) {
      throw new RefusedInputException(what + ": a page is larger than " + MAX_PAGE + " bytes");
    }
    return Json.parseObject(bytes, what);
  }

  /** Where an answer says that the list goes on. */
  static Optional<URI> next(Response response) throws RegistryException {
    for (String header : response.headers("Link")) {
      Matcher link = NEXT.matcher(header);
      if (link.find()) {
        URI next = response.uri().resolve(link.group(1));
        if (!Origins.same(next, response.uri())) {
          throw Refusals.malformed(
              response.uri().getAuthority(), "the next page of a list is on another host");
        }
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }
}
