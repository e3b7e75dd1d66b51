package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives out the tokens that {@code docker-registry} wants (distribution, "Token Authentication").
 * Everybody may pull from {@code public/…}; an account may do everything but below {@code closed/}.
 */
final class SigningTokenServer implements AutoCloseable {
  private final HttpServer server;
  private final Path folder;
  private final PrivateKey key;
  private final Map<String, String> accounts;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private SigningTokenServer(
      HttpServer server, Path folder, PrivateKey key, Map<String, String> accounts) {
    this.server = server;
    this.folder = folder;
    this.key = key;
    this.accounts = accounts;
  }

  static SigningTokenServer start(Path folder, Map<String, String> accounts) throws IOException {
    Files.createDirectories(folder);
    Sh.in(folder)
        .run(
            Peers.require("openssl").toString(),
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=tokens",
            "-keyout",
            "tokens.key",
            "-out",
            "tokens.crt")
        .ok();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SigningTokenServer tokens =
        new SigningTokenServer(server, folder, key(folder.resolve("tokens.key")), accounts);
    server.createContext("/token", tokens::answer);
    server.start();
    return tokens;
  }

  private static PrivateKey key(Path file) throws IOException {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(file)));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static byte[] der(Path pem) throws IOException {
    String text = new String(Files.readAllBytes(pem), US_ASCII);
    return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
  }

  String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  Path certificate() {
    return folder.resolve("tokens.crt");
  }

  /** The queries so far. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    asked.add(query);
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String pair =
        header == null ? "" : new String(Base64.getDecoder().decode(header.substring(6)), UTF_8);
    int colon = pair.indexOf(':');
    boolean known =
        colon > 0 && pair.substring(colon + 1).equals(accounts.get(pair.substring(0, colon)));
    String body =
        header == null || known ? token(query, known) : "{\"details\":\"wrong password\"}";
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(header == null || known ? 200 : 401, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String token(String query, boolean known) throws IOException {
    String access =
        Arrays.stream(query.split("&", -1))
            .filter(part -> part.startsWith("scope="))
            .map(part -> URLDecoder.decode(part.substring(6), UTF_8))
            .map(scope -> access(scope, known))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(","));
    long now = Instant.now().getEpochSecond();
    String chain = Base64.getEncoder().encodeToString(der(certificate()));
    String head = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + chain + "\"]}";
    String claims =
        "{\"iss\":\"test\",\"sub\":\"\",\"aud\":\"test\",\"exp\":"
            + (now + 300)
            + ",\"nbf\":"
            + (now - 10)
            + ",\"iat\":"
            + now
            + ",\"jti\":\"1\",\"access\":["
            + access
            + "]}";
    String signed = encode(head.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    return "{\"token\":\"" + signed + "." + signature(signed) + "\",\"expires_in\":300}";
  }

  private static String access(String scope, boolean known) {
    int first = scope.indexOf(':');
    int last = scope.lastIndexOf(':');
    String name = scope.substring(first + 1, last);
    boolean open = name.startsWith("public/");
    if (name.startsWith("closed/") || !(known || open)) {
      return "";
    }
    String actions = known ? scope.substring(last + 1).replace(",", "\",\"") : "pull";
    return "{\"type\":\""
        + scope.substring(0, first)
        + "\",\"name\":\""
        + name
        + "\",\"actions\":[\""
        + actions
        + "\"]}";
  }

  private String signature(String text) throws IOException {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(US_ASCII));
      return encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
