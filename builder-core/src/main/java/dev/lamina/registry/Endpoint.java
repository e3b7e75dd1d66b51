package dev.lamina.registry;

import dev.lamina.http.ConnectionException;
import dev.lamina.http.HttpEngine;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry is: by HTTPS, always; by plain HTTP where the user said so or it is this
 * machine, and HTTPS is not spoken there. A certificate that is not trusted is never a reason to go
 * without.
 */
final class Endpoint {
  private static final String HUB = "docker.io";
  private static final String HUB_ENDPOINT = "registry-1.docker.io";

  private final HttpEngine engine;
  private final String authority;
  private final boolean mayBePlain;
  private volatile @Nullable URI known;

  Endpoint(HttpEngine engine, String registry, Set<String> insecure) {
    this.engine = engine;
    this.authority = registry.equals(HUB) ? HUB_ENDPOINT : registry;
    this.mayBePlain =
        insecure.contains(registry)
            || Origins.isLoopback(URI.create("https://" + authority).getHost());
  }

  /** The registry's address, once it has been reached. */
  URI base() {
    URI base = known;
    return base == null ? URI.create("https://" + authority) : base;
  }

  /**
   * Sends a request to a path at the registry, and finds out how it is reached with the first.
   *
   * @param request to an address of {@link #base}
   */
  Response send(Request request) throws IOException {
    boolean first = known == null && mayBePlain && Origins.isSecure(request.uri());
    try {
      Response response = engine.send(request);
      known = known == null ? base() : known;
      return response;
    } catch (ConnectionException e) {
      if (!first || e.kind() != ConnectionException.Kind.NOT_TLS) {
        throw e;
      }
    }
    URI plain = URI.create("http://" + authority);
    Response response = engine.send(request.to(at(plain, request.uri())));
    known = plain;
    return response;
  }

  /** An address at this registry as it is reached by what has been learned since. */
  URI rebased(URI uri) {
    return authority.equals(uri.getRawAuthority()) ? at(base(), uri) : uri;
  }

  private static URI at(URI base, URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return base.resolve(uri.getRawPath() + query);
  }
}
