package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token server, and a handler that lets only its tokens through. Accounts: {@code me} with the
 * password {@code p+w&r d:ü}; the refresh token {@code rt+abc/==&x}.
 */
final class TokenServer implements FaultyServer.Handler, Closeable {
  static final String PASSWORD = "p+w&r d:ü";
  static final String REFRESH = "rt+abc/==&x";

  private final FaultyServer server;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private volatile String answer = "{\"token\":\"%s\",\"expires_in\":300}";

  TokenServer() throws IOException {
    server = new FaultyServer(this);
  }

  FaultyServer server() {
    return server;
  }

  /** What is answered, {@code %s} for the token. */
  void answers(String json) {
    answer = json;
  }

  /** From now on no token that was given out is good. */
  void expireAll() {
    valid.clear();
  }

  int given() {
    return count.get();
  }

  List<String> asked() {
    return server.log().stream().map(e -> e + " " + new String(e.body(), UTF_8)).toList();
  }

  String challenge() {
    return "Bearer realm=\"http://" + server.host() + "/token?x=1\",service=\"test, service\"";
  }

  /** Answers only requests with a good token. */
  FaultyServer.Act guard() {
    return (exchange, registry) -> {
      String header = exchange.header("Authorization");
      if (header.startsWith("Bearer ") && valid.contains(header.substring(7))) {
        return registry.answer(exchange);
      }
      return Answer.error(401, "UNAUTHORIZED", "authentication required")
          .with("WWW-Authenticate", challenge() + ",scope=\"repository:team/app:pull,push\"");
    };
  }

  @Override
  public Answer answer(Exchange exchange) {
    boolean basic = exchange.header("Authorization").startsWith("Basic ");
    String pair =
        basic
            ? new String(
                java.util.Base64.getDecoder().decode(exchange.header("Authorization").substring(6)),
                UTF_8)
            : "";
    String form = new String(exchange.body(), UTF_8);
    boolean good =
        exchange.method().equals("POST")
            ? form.contains("refresh_token=" + java.net.URLEncoder.encode(REFRESH, UTF_8))
            : !basic || pair.equals("me:" + PASSWORD);
    if (!good) {
      return Answer.of(401, "{\"details\":\"incorrect username or password\"}".getBytes(UTF_8));
    }
    String token = "token-" + count.incrementAndGet();
    valid.add(token);
    return Answer.of(200, answer.replace("%s", token).getBytes(UTF_8))
        .with("Content-Type", "application/json");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
