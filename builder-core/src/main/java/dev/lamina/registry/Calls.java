package dev.lamina.registry;

import dev.lamina.http.HttpEngine;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import java.io.IOException;
import java.net.URI;

/**
 * Sends authenticated requests to one registry and follows where it points to. Credentials go to
 * the registry's own origin and nowhere else.
 */
final class Calls {
  private static final int MAX_REDIRECTS = 5;

  private final HttpEngine engine;
  private final Endpoint endpoint;
  private final Authorizer authorizer;

  Calls(HttpEngine engine, Endpoint endpoint, Authorizer authorizer) {
    this.engine = engine;
    this.endpoint = endpoint;
    this.authorizer = authorizer;
  }

  Authorizer authorizer() {
    return authorizer;
  }

  /** An address below {@code /v2/}. */
  URI uri(String path) {
    return URI.create(endpoint.base() + "/v2/" + path);
  }

  /**
   * Sends a request.
   *
   * @param request without authorization
   * @return the answer, whatever its status
   * @throws RegistryException when it points to where we do not go
   */
  Response send(Request request, Scope scope) throws IOException {
    // how the registry is reached may have been learned since the request was made
    Request sent = authorized(request.to(endpoint.rebased(request.uri())), scope);
    Response response = follow(sent);
    if (response.status() != 401 || !isOurs(response.uri())) {
      return response;
    }
    Request again;
    try {
      again = authorizer.reauthorize(sent, response, scope, endpoint.base());
    } catch (IOException e) {
      response.close();
      throw e;
    }
    if (again == null) {
      return response;
    }
    response.close();
    return follow(again.to(endpoint.rebased(again.uri())));
  }

  private Request authorized(Request request, Scope scope) throws IOException {
    return isOurs(request.uri()) ? authorizer.authorize(request, scope, endpoint.base()) : request;
  }

  private boolean isOurs(URI uri) {
    return Origins.same(uri, endpoint.base());
  }

  private Response follow(Request first) throws IOException {
    Request request = first;
    for (int hops = 0; ; hops++) {
      Response response = isOurs(request.uri()) ? endpoint.send(request) : engine.send(request);
      if (!response.isRedirect() || !isRepeatable(request, response)) {
        return response;
      }
      try (response) {
        if (hops == MAX_REDIRECTS) {
          throw Refusals.malformed(
              first.uri().getAuthority(), "it redirects more than " + MAX_REDIRECTS + " times");
        }
        request = redirected(request, target(response));
      }
    }
  }

  private static boolean isRepeatable(Request request, Response response) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    return reads || response.status() == 307 || response.status() == 308;
  }

  private Request redirected(Request request, URI target) {
    Request next = request.to(target);
    return isOurs(target) ? next : next.without("Authorization");
  }

  /** Where a {@code Location} leads, if we go there. */
  URI target(Response response) throws RegistryException {
    return Origins.target(response, endpoint.base());
  }
}
