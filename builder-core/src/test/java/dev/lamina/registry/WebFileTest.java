package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the web whose connections break. */
class WebFileTest {
  private static final String DATE = "Tue, 09 Nov 2004 11:33:20 GMT";

  private Bench bench;
  private FaultyServer web;
  private byte[] file = "a file that is long enough to be cut more than once".getBytes(UTF_8);
  private final Map<String, String> headers = new LinkedHashMap<>();

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
    web = new FaultyServer(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
    web.close();
  }

  /** As RFC 9110 has it: another validator than the current one means the whole file. */
  private Answer serve(Exchange exchange) {
    String range = exchange.header("Range");
    String ifRange = exchange.header("If-Range");
    boolean same = ifRange.isEmpty() || headers.containsValue(ifRange);
    Answer answer = Answer.of(200, file);
    if (!range.isEmpty() && same) {
      int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
      answer =
          Answer.of(206, Arrays.copyOfRange(file, from, file.length))
              .with("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  private void breaksAfter(int bytes, int times) {
    web.fault("GET", "", times, (exchange, server) -> server.answer(exchange).cutAfter(bytes));
  }

  private byte[] fetch(@Nullable Digest checksum) throws IOException {
    URI address = URI.create("http://" + web.host() + "/f?key=secret");
    try (WebFile fetched = bench.client.file(address, checksum)) {
      return fetched.content().readAllBytes();
    }
  }

  private List<String> asked(String header) {
    return web.log().stream()
        .filter(e -> e.method().equals("GET"))
        .map(e -> e.header(header))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"v1\"", DATE})
  void the_rest_of_a_file_that_is_still_the_same_is_asked_for(String validator) throws IOException {
    headers.put(validator.startsWith("\"") ? "ETag" : "Last-Modified", validator);
    breaksAfter(7, 2);
    assertArrayEquals(file, fetch(null));
    assertEquals(List.of("", "bytes=7-", "bytes=14-"), asked("Range"));
    assertEquals(List.of("", validator, validator), asked("If-Range"));
  }

  @Test
  void a_weak_tag_says_nothing_of_bytes() throws IOException {
    headers.put("ETag", "W/\"v1\"");
    headers.put("Last-Modified", DATE);
    breaksAfter(7, 1);
    assertArrayEquals(file, fetch(null));
    assertEquals(List.of("", DATE), asked("If-Range"));
  }

  @Test
  void where_nothing_tells_that_it_is_the_same_it_comes_from_the_start() throws IOException {
    breaksAfter(7, 1);
    breaksAfter(20, 1);
    breaksAfter(30, 1);
    assertArrayEquals(file, fetch(null));
    assertEquals(List.of("", "", "", ""), asked("Range"));
  }

  @Test
  void a_checksum_of_the_caller_is_enough_to_ask_for_the_rest() throws IOException {
    breaksAfter(7, 1);
    assertArrayEquals(file, fetch(Digest.sha256(file)));
    assertEquals(List.of("", "bytes=7-"), asked("Range"));
    assertEquals(List.of("", ""), asked("If-Range"));
  }

  @Test
  void a_server_without_ranges_sends_all_again() throws IOException {
    headers.put("ETag", "\"v1\"");
    breaksAfter(7, 1);
    web.fault("GET", "", 9, (exchange, server) -> Answer.of(200, file));
    assertArrayEquals(file, fetch(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"v1\"", ""})
  void two_states_of_a_file_are_not_mixed(String tag) {
    if (!tag.isEmpty()) {
      headers.put("ETag", tag);
    }
    web.fault(
        "GET",
        "",
        1,
        (exchange, server) -> {
          Answer first = server.answer(exchange).cutAfter(7);
          file = "another file, which is not what the first was, at all".getBytes(UTF_8);
          headers.replace("ETag", "\"v2\"");
          return first;
        });
    RegistryException e = assertThrows(RegistryException.class, () -> fetch(null));
    assertEquals("fetch of http://" + web.host() + "/f: it changed while it came", e.getMessage());
  }

  @Test
  void a_part_of_another_size_is_of_another_file() {
    headers.put("ETag", "\"v1\"");
    breaksAfter(7, 1);
    web.fault(
        "GET",
        "",
        1,
        (exchange, server) -> server.answer(exchange).with("Content-Range", "bytes 7-50/60"));
    RegistryException e = assertThrows(RegistryException.class, () -> fetch(null));
    assertTrue(String.valueOf(e.getMessage()).endsWith("it changed while it came"), e::toString);
  }

  @Test
  void another_part_than_was_asked_for_is_refused() {
    headers.put("ETag", "\"v1\"");
    breaksAfter(7, 1);
    web.fault(
        "GET",
        "",
        1,
        (exchange, server) -> server.answer(exchange).with("Content-Range", "bytes 8-50/51"));
    RegistryException e = assertThrows(RegistryException.class, () -> fetch(null));
    assertEquals(RegistryException.Kind.MALFORMED, e.kind());
  }

  @Test
  void a_server_that_gives_nothing_more_is_left_after_five_attempts() {
    headers.put("ETag", "\"v1\"");
    breaksAfter(7, 1);
    breaksAfter(0, 99);
    RegistryException e = assertThrows(RegistryException.class, () -> fetch(null));
    assertEquals(RegistryException.Kind.UNREACHABLE, e.kind());
    assertEquals(5, web.count("GET", ""));
    String said = e.getMessage() + bench.messages;
    assertTrue(!said.contains("secret") && said.contains("/f"), said);
  }

  @Test
  void a_break_behind_a_redirect_begins_at_the_first_address() throws IOException {
    headers.put("ETag", "\"v1\"");
    FaultyServer.Act there = (exchange, server) -> Answer.of(302).with("Location", "/moved");
    web.fault("GET", "/f", 2, there);
    web.fault("GET", "/moved", 1, (exchange, server) -> server.answer(exchange).cutAfter(7));
    assertArrayEquals(file, fetch(null));
    assertEquals(List.of("", "", "bytes=7-", "bytes=7-"), asked("Range"));
  }

  @Test
  void a_read_of_no_bytes_is_no_break() throws IOException {
    file = new byte[50_000];
    URI address = URI.create("http://" + web.host() + "/f");
    try (WebFile fetched = bench.client.file(address, null)) {
      assertEquals(20_000, fetched.content().readNBytes(20_000).length);
    }
    assertEquals(1, web.count("GET", ""));
  }

  @Test
  void an_empty_file_is_no_break() throws IOException {
    file = new byte[0];
    assertArrayEquals(file, fetch(null));
    assertEquals(1, web.count("GET", ""));
  }
}
