package dev.lamina.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import dev.lamina.credentials.Credentials.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How we say who we are. */
@Timeout(60)
class RegistryAuthTest {
  private Bench bench;
  private TokenServer tokens;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
    tokens = new TokenServer();
  }

  @AfterEach
  void close() throws IOException {
    tokens.close();
    bench.close();
  }

  private static CredentialSource me(String password) {
    return CredentialSource.of(Credentials.of("me", password, "a file, auths \"here\""));
  }

  private void guarded() {
    bench.server.fault(".*", "/v2/", 10_000, tokens.guard());
  }

  @Test
  void a_token_is_fetched_once_for_a_push_and_sent_with_every_request() throws IOException {
    bench.as(me(TokenServer.PASSWORD));
    guarded();
    bench.push();
    assertTrue(bench.arrived());
    assertEquals(1, tokens.given());
    String asked = tokens.asked().get(0);
    assertTrue(asked.startsWith("GET /token?x=1&service=test%2C+service&scope="), asked);
    assertTrue(asked.contains("scope=repository%3Ateam%2Fapp%3Apull%2Cpush"), asked);
    assertTrue(asked.contains("account=me"), asked);
    assertEquals(1, bench.server.log().stream().filter(e -> auth(e).isEmpty()).count());
  }

  private static String auth(Exchange exchange) {
    return exchange.header("Authorization");
  }

  @Test
  void nobody_gets_an_anonymous_token() throws IOException {
    guarded();
    bench.isThere();
    assertEquals(bench.image, bench.pull());
    assertTrue(tokens.server().log().stream().allMatch(e -> auth(e).isEmpty()));
  }

  @Test
  void a_token_that_ends_in_the_middle_is_renewed() throws IOException {
    bench.as(me(TokenServer.PASSWORD));
    bench.server.fault(
        "PUT",
        "uploads",
        2,
        (exchange, server) -> {
          Answer answer = tokens.guard().answer(exchange, server);
          tokens.expireAll();
          return answer;
        });
    guarded();
    bench.push();
    assertTrue(bench.arrived());
    assertEquals(3, tokens.given());
  }

  @Test
  void a_token_of_a_second_is_renewed_before_it_is_refused() throws IOException {
    bench.as(me(TokenServer.PASSWORD));
    tokens.answers("{\"access_token\":\"%s\",\"expires_in\":1}");
    guarded();
    bench.push();
    assertTrue(tokens.given() > 1);
    assertEquals(1, bench.server.log().stream().filter(e -> auth(e).isEmpty()).count());
  }

  @Test
  void a_refresh_token_arrives_unharmed() throws IOException {
    bench.as(
        CredentialSource.of(
            new Credentials(Kind.IDENTITY_TOKEN, "", TokenServer.REFRESH, "a file")));
    guarded();
    bench.push();
    assertTrue(bench.arrived());
    assertTrue(tokens.asked().get(0).startsWith("POST /token"), tokens.asked()::toString);
  }

  @Test
  void a_registry_token_is_sent_as_it_is() throws IOException {
    bench.as(CredentialSource.of(new Credentials(Kind.REGISTRY_TOKEN, "", "as-it-is", "a file")));
    bench.server.fault(
        ".*",
        "/v2/",
        10_000,
        (exchange, server) ->
            auth(exchange).equals("Bearer as-it-is")
                ? server.answer(exchange)
                : Answer.of(401).with("WWW-Authenticate", tokens.challenge()));
    bench.push();
    assertTrue(bench.arrived());
    assertEquals(0, tokens.given());
  }

  @Test
  void a_wrong_password_names_its_file_and_not_itself() throws IOException {
    bench.as(me("wrong-secret"));
    guarded();
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertEquals(RegistryException.Kind.UNAUTHORIZED, e.kind());
    assertTrue(
        String.valueOf(e.getMessage()).contains("incorrect username or password"),
        String.valueOf(e.getMessage()));
    String hint = String.valueOf(e.hint());
    assertTrue(hint.contains("account me from a file, auths \"here\" was not accepted"), hint);
    assertFalse((e + hint).contains("wrong-secret"));
  }

  @Test
  void no_credentials_says_where_they_were_looked_for() throws IOException {
    bench.server.fault(
        ".*",
        "/v2/",
        10_000,
        (exchange, server) -> Answer.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertEquals(RegistryException.Kind.UNAUTHORIZED, e.kind());
    assertTrue(String.valueOf(e.hint()).contains("lamina login " + bench.server.host()));
    assertEquals(1, bench.server.log().size(), "a refusal is not asked for again");
  }

  @Test
  void challenges_come_in_many_forms() {
    assertEquals(
        List.of("negotiate", "bearer", "basic"),
        Challenge.parse(
                List.of("Negotiate, BEARER Realm=\"https://t/x,y\", Service=s", "Basic realm=z"))
            .stream()
            .map(Challenge::scheme)
            .toList());
    Challenge bearer =
        Challenge.parse(List.of("Bearer realm = \"a\\\"b\" , scope=\"r:x:pull,push\"")).get(0);
    assertEquals("a\"b", bearer.parameter("realm"));
    assertEquals("r:x:pull,push", bearer.parameter("scope"));
    assertEquals(List.of(), Challenge.parse(List.of("", ",,,", "\"")));
  }

  @Test
  void answers_of_token_servers_that_are_no_tokens_are_refused() throws IOException {
    guarded();
    for (String json : List.of("{}", "[]", "{\"token\":\"\"}", "<html>", "{\"token\":\"a\\nb\"}")) {
      tokens.answers(json);
      RegistryException e = assertThrows(RegistryException.class, bench::pull);
      assertEquals(RegistryException.Kind.MALFORMED, e.kind());
    }
  }

  @Test
  void token_servers_of_less_trust_get_no_password() throws IOException {
    for (String realm : List.of("file:///x", "ftp://x/y", "::", "http://")) {
      bench.as(me("secret"));
      bench.server.fault(
          "GET",
          "manifests",
          1,
          (exchange, server) ->
              Answer.of(401).with("WWW-Authenticate", "Bearer realm=\"" + realm + "\""));
      RegistryException e = assertThrows(RegistryException.class, bench::pull);
      assertEquals(RegistryException.Kind.MALFORMED, e.kind(), realm);
    }
  }

  @Test
  void login_is_checked_by_the_registry() throws IOException {
    bench.server.fault(
        "GET",
        "/v2/$",
        10,
        (exchange, server) ->
            auth(exchange).equals("Basic bWU6c2VjcmV0")
                ? server.answer(exchange)
                : Answer.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    bench.client.check(bench.server.host(), me("secret"));
    assertThrows(
        RegistryException.class, () -> bench.client.check(bench.server.host(), me("wrong")));
  }

  @Test
  void a_registry_may_ask_us_twice_and_not_for_ever() throws IOException {
    bench.as(me(TokenServer.PASSWORD));
    bench.server.fault(
        ".*",
        "/v2/",
        10_000,
        (exchange, server) -> Answer.of(401).with("WWW-Authenticate", tokens.challenge()));
    assertThrows(RegistryException.class, bench::push);
    assertTrue(bench.server.log().size() <= 2, () -> "" + bench.server.log());
  }
}
