package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Docker Hub's search, at a server that answers as it does. */
class HubSearchTest {
  private static final String FOUND =
      """
      {"num_results":2,"query":"x","results":[
       {"star_count":7,"is_official":true,"name":"alpine","is_automated":false,"description":"Small"},
       {"name":"me/al","description":null,"more":[1]}]}
      """;

  private Bench bench;
  private FaultyServer hub;
  private volatile String answer = FOUND;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
    hub = new FaultyServer(exchange -> Answer.of(200, answer.getBytes(UTF_8)));
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
    hub.close();
  }

  private List<FoundRepository> search(String text, int limit) throws IOException {
    return bench.client.search(URI.create("http://" + hub.host() + "/v1/search"), text, limit);
  }

  @Test
  void what_is_found_comes_in_the_hubs_order() throws IOException {
    assertEquals(
        List.of(
            new FoundRepository("alpine", "Small", 7, true),
            new FoundRepository("me/al", "", 0, false)),
        search("al", 25));
    assertEquals("GET /v1/search?q=al&n=25", hub.log().get(0).toString());
  }

  @Test
  void a_text_is_sent_as_a_text() throws IOException {
    search("a&n=1 #\u00e9", 3);
    assertEquals("GET /v1/search?q=a%26n%3D1+%23%C3%A9&n=3", hub.log().get(0).toString());
  }

  @Test
  void more_than_was_asked_for_is_not_shown() throws IOException {
    assertEquals(1, search("al", 1).size());
  }

  @Test
  void a_busy_hub_is_asked_again_and_no_account_is_told() throws IOException {
    hub.fault("GET", "", 2, (exchange, server) -> Answer.of(429).with("Retry-After", "2"));
    assertEquals(2, search("al", 25).size());
    assertEquals(List.of(2000L, 2000L), bench.waits.stream().map(w -> w.toMillis()).toList());
    assertTrue(hub.log().stream().allMatch(e -> e.header("Authorization").isEmpty()));
  }

  @Test
  void an_answer_that_is_none_is_refused() {
    for (String wrong : List.of("<html>", "{\"results\":[{}]}", "{\"results\":{}}", "[]")) {
      answer = wrong;
      assertThrows(RefusedInputException.class, () -> search("al", 25), wrong);
    }
    answer = "{\"results\":[],\"x\":\"" + "x".repeat(5 << 20) + "\"}";
    RefusedInputException e = assertThrows(RefusedInputException.class, () -> search("al", 25));
    assertEquals("search of Docker Hub: the answer is larger than 4194304 bytes", e.getMessage());
  }

  @Test
  void a_hub_that_fails_is_said() {
    hub.fault("GET", "", 99, (exchange, server) -> Answer.of(500));
    RegistryException e = assertThrows(RegistryException.class, () -> search("al", 25));
    assertEquals(
        "fetch of http://" + hub.host() + "/v1/search: invalid response status 500",
        e.getMessage());
  }
}
