package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.credentials.Credentials;
import dev.lamina.http.HttpEngine;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.ByteSource;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of token servers (distribution, "Token Authentication" and "OAuth2"), kept until
 * shortly before they expire.
 */
final class Tokens {
  private static final int MAX_SIZE = 64 << 10;
  private static final long DEFAULT_SECONDS = 60;
  private static final long NANOS = 1_000_000_000L;

  private final HttpEngine engine;
  private final LongSupplier nanoTime;
  private final Map<Key, Token> tokens = new ConcurrentHashMap<>();
  private final Map<Key, Object> fetching = new ConcurrentHashMap<>();

  /** A token of one registry is no other's, even where both name the same token server. */
  private record Key(String registry, String realm, String service, List<String> scopes) {}

  private record Token(String text, long expires) {}

  Tokens(HttpEngine engine, LongSupplier nanoTime) {
    this.engine = engine;
    this.nanoTime = nanoTime;
  }

  /**
   * A token for a scope.
   *
   * @param refused a token that was not accepted, so that another one is fetched
   */
  String get(Challenge challenge, Scope scope, Identity who, URI registry, @Nullable String refused)
      throws IOException {
    Key key =
        new Key(
            registry.getAuthority(),
            challenge.parameter("realm"),
            challenge.parameter("service"),
            scope.names());
    // one request for one token, however many transfers wait for it
    synchronized (fetching.computeIfAbsent(key, any -> new Object())) {
      Token known = tokens.get(key);
      boolean good = known != null && nanoTime.getAsLong() - known.expires() < 0;
      if (known == null || !good || known.text().equals(refused)) {
        known = fetch(challenge, scope, who, registry);
        tokens.put(key, known);
      }
      return known.text();
    }
  }

  private Token fetch(Challenge challenge, Scope scope, Identity who, URI registry)
      throws IOException {
    URI realm = realm(challenge, registry);
    Credentials credentials = who.credentials();
    if (credentials != null && credentials.kind() == Credentials.Kind.IDENTITY_TOKEN) {
      Request post = refresh(realm, challenge, scope, credentials);
      try (Response response = engine.send(post)) {
        if (response.status() != 404 && response.status() != 405) {
          return token(response, who);
        }
      }
    }
    try (Response response = engine.send(get(realm, challenge, scope, credentials))) {
      return token(response, who);
    }
  }

  /** Where tokens are had; nobody may lead our credentials to a place of less trust. */
  private static URI realm(Challenge challenge, URI registry) throws RegistryException {
    String text = challenge.parameter("realm");
    URI realm;
    try {
      realm = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw Refusals.malformed(registry.getAuthority(), "its token server's address is malformed");
    }
    if (!Origins.isHttp(realm)) {
      throw Refusals.malformed(
          registry.getAuthority(), "its token server is not at an HTTP address");
    }
    if (!Origins.isSecure(realm) && Origins.isSecure(registry)) {
      throw Refusals.malformed(
          registry.getAuthority(),
          "its token server is not reached by HTTPS, so it gets no password");
    }
    boolean elsewhere = !realm.getHost().equalsIgnoreCase(registry.getHost());
    if (elsewhere && Origins.isPrivate(realm.getHost()) && !Origins.isPrivate(registry.getHost())) {
      throw Refusals.malformed(
          registry.getAuthority(), "its token server is a private address, " + realm.getHost());
    }
    return realm;
  }

  private static Request get(
      URI realm, Challenge challenge, Scope scope, @Nullable Credentials credentials) {
    StringBuilder query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery());
    if (!challenge.parameter("service").isEmpty()) {
      add(query, "service", challenge.parameter("service"));
    }
    for (String name : scope.names()) {
      add(query, "scope", name);
    }
    if (credentials != null && !credentials.user().isEmpty()) {
      add(query, "account", credentials.user());
    }
    String base = realm.toString().replaceFirst("[?#].*$", "");
    Request request = Request.of("GET", URI.create(base + "?" + query));
    return credentials == null ? request : request.with("Authorization", basic(credentials));
  }

  private static Request refresh(
      URI realm, Challenge challenge, Scope scope, Credentials credentials) {
    StringBuilder form = new StringBuilder();
    add(form, "grant_type", "refresh_token");
    add(form, "service", challenge.parameter("service"));
    add(form, "client_id", "lamina");
    add(form, "scope", String.join(" ", scope.names()));
    add(form, "refresh_token", credentials.secret());
    return Request.of("POST", realm)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with(ByteSource.of(form.toString().getBytes(UTF_8)));
  }

  private static void add(StringBuilder query, String name, String value) {
    query
        .append(query.isEmpty() ? "" : "&")
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
  }

  static String basic(Credentials credentials) {
    String user =
        credentials.kind() == Credentials.Kind.IDENTITY_TOKEN ? "<token>" : credentials.user();
    String pair = user + ":" + credentials.secret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private Token token(Response response, Identity who) throws IOException {
    String what = "token from " + response.uri().getAuthority();
    if (response.status() != 200) {
      throw Refusals.of(what, response, who);
    }
    byte[] bytes = response.body().readNBytes(MAX_SIZE + 1);
    try {
      JsonObject object = Json.parseObject(bytes, "token");
      String text = object.string("token", "");
      text = text.isEmpty() ? object.string("access_token", "") : text;
      if (!text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        long seconds = object.integer("expires_in", DEFAULT_SECONDS);
        return new Token(text, nanoTime.getAsLong() + life(seconds) * NANOS);
      }
    } catch (RefusedInputException e) {
      // the reader's message quotes what it read
      throw Refusals.malformed(what, "the answer is not JSON");
    }
    throw Refusals.malformed(what, "the answer has no token");
  }

  /** A token is renewed a little before its end, so that it does not end on the way. */
  private static long life(long seconds) {
    long sane = seconds <= 0 ? DEFAULT_SECONDS : Math.min(seconds, 24 * 3600);
    return sane - Math.max(1, Math.min(10, sane / 10));
  }
}
