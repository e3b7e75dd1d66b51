package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.image.ImageCopier;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens between us and a registry, when all is well and when it is not. */
@Timeout(60)
class RegistryTransferTest {
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private static FaultyServer.Act answers(Answer answer) {
    return (exchange, server) -> answer;
  }

  /** The connection ends without a word, and the server has done nothing. */
  private static final FaultyServer.Act GONE = (exchange, server) -> null;

  /** The server has done what it was asked to, and the answer is lost. */
  private static final FaultyServer.Act LOST =
      (exchange, server) -> {
        server.answer(exchange);
        return null;
      };

  private void assertPushed() throws IOException {
    bench.push();
    assertTrue(bench.arrived());
    assertEquals(bench.image, bench.pull());
  }

  private RegistryException refusedPush() {
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertFalse(bench.registry.manifests.containsKey("team/app/v1"), "published nothing");
    return e;
  }

  @Test
  void an_image_comes_back_as_it_went() throws IOException {
    assertPushed();
    assertArrayEquals(
        bench.here.manifest(bench.image).bytes(), bench.registry.manifests.get("team/app/v1"));
  }

  @Test
  void a_second_push_sends_nothing() throws IOException {
    bench.push();
    int before = bench.server.log().size();
    bench.push();
    List<Exchange> second = bench.server.log().subList(before, bench.server.log().size());
    assertTrue(
        second.stream().allMatch(e -> e.method().equals("HEAD") || e.target().contains("sha256")),
        second::toString);
    assertEquals(0, second.stream().filter(e -> e.target().contains("uploads")).count());
  }

  @Test
  void a_new_blob_takes_three_requests() throws IOException {
    bench.push();
    String digest = bench.layer.digest().toString().replace(":", "(:|%3A)");
    assertEquals(1, bench.server.count("HEAD", digest));
    assertEquals(2, bench.server.count("POST", "/uploads/"));
    assertEquals(1, bench.server.count("PUT", "/uploads/.*" + digest));
  }

  @Test
  void a_blob_of_a_neighbour_is_mounted() throws IOException {
    bench.push();
    Repository other = new Repository(bench.server.host(), "team/other");
    RegistryRepository from = bench.there();
    ImageCopier.copy(from, from.resolve(bench.name()), bench.client.repository(other), null);
    assertEquals(2, bench.server.count("POST", "mount="));
    assertEquals(2, bench.server.count("PUT", "/uploads/"), "those of the first push alone");
  }

  @Test
  void a_refused_mount_is_followed_by_an_upload() throws IOException {
    bench.push();
    bench.server.fault("POST", "mount=", 9, answers(Answer.error(403, "DENIED", "no")));
    Repository other = new Repository(bench.server.host(), "team/other");
    RegistryRepository from = bench.there();
    ImageCopier.copy(from, from.resolve(bench.name()), bench.client.repository(other), null);
    assertEquals(4, bench.server.count("PUT", "/uploads/"));
  }

  @Test
  void a_mount_that_is_not_done_goes_on_as_an_upload() throws IOException {
    bench.push();
    bench.registry.blobs.clear();
    Repository other = new Repository(bench.server.host(), "team/other");
    bench.client.repository(other).copy(bench.layer, bench.here);
    assertEquals(1, bench.server.count("PUT", "team/other/blobs/uploads/"));
  }

  @Test
  void chunks_are_sent_where_the_user_wants_them() throws IOException {
    bench.client.close();
    bench.client = bench.client(RegistryOptions.DEFAULT.withChunkSize(50));
    assertPushed();
    assertEquals((bench.layer.size() - 1) / 50, bench.server.count("PATCH", "/uploads/1"));
  }

  @Test
  void connections_that_break_before_an_answer_are_made_again() throws IOException {
    for (String method : List.of("HEAD", "POST", "PUT")) {
      bench.server.fault(method, "blobs", 1, GONE);
    }
    bench.server.fault("PUT", "manifests", 1, GONE);
    assertPushed();
    assertEquals(4, bench.waits.size());
  }

  @Test
  void an_upload_that_is_cut_begins_anew_in_another_session() throws IOException {
    for (long bytes : List.of(0L, 1L, bench.layer.size() / 2, bench.layer.size() - 1)) {
      bench.server.fault(
          "PUT",
          "uploads",
          1,
          new FaultyServer.Act() {
            @Override
            public Answer answer(Exchange exchange, FaultyServer.Handler server) {
              throw new IllegalStateException("not reached");
            }

            @Override
            public long readsOnly() {
              return bytes;
            }
          });
    }
    assertPushed();
    assertEquals(2 + 4, bench.server.count("POST", "uploads"));
  }

  @Test
  void an_upload_whose_answer_is_lost_is_not_sent_again() throws IOException {
    bench.server.fault("PUT", "uploads", 1, LOST);
    assertPushed();
    assertEquals(2, bench.server.count("PUT", "uploads"));
  }

  @Test
  void a_manifest_whose_answer_is_lost_is_put_again() throws IOException {
    bench.server.fault("PUT", "manifests", 2, LOST);
    assertPushed();
  }

  @Test
  void failures_of_the_registry_pass() throws IOException {
    for (int status : List.of(500, 502, 408)) {
      bench.server.fault("HEAD|POST", "/v2/", 1, answers(Answer.of(status)));
    }
    bench.server.fault("PUT", "uploads", 1, answers(Answer.of(503)));
    bench.server.fault("PUT", "manifests", 1, answers(Answer.of(504)));
    assertPushed();
  }

  @Test
  void failures_that_stay_are_told_with_the_last_one() {
    bench.server.fault(
        "POST", "uploads", 99, answers(Answer.of(503, "maintenance".getBytes(UTF_8))));
    RegistryException e = refusedPush();
    assertEquals(RegistryException.Kind.FAILED, e.kind());
    assertTrue(
        String.valueOf(e.getMessage()).contains("maintenance (HTTP status 503)"),
        String.valueOf(e.getMessage()));
    assertEquals(5, bench.server.count("POST", "uploads"));
    assertEquals(List.of(250L, 750L, 2250L, 6750L), millis());
  }

  private List<Long> millis() {
    return bench.waits.stream().map(Duration::toMillis).toList();
  }

  @Test
  void a_registry_that_asks_for_patience_gets_it_up_to_a_minute() throws IOException {
    Answer busy = Answer.error(429, "TOOMANYREQUESTS", "slow down");
    String date = "Tue, 24 Nov 2026 10:00:00 GMT";
    bench.server.fault("HEAD", "blobs", 1, answers(busy.with("Retry-After", "7")));
    bench.server.fault(
        "HEAD",
        "blobs",
        1,
        answers(busy.with("Date", date).with("Retry-After", "Tue, 24 Nov 2026 10:00:09 GMT")));
    bench.server.fault("HEAD", "blobs", 1, answers(busy.with("Retry-After", "86400")));
    bench.server.fault("HEAD", "blobs", 1, answers(busy.with("Retry-After", "soon")));
    assertPushed();
    assertEquals(List.of(7000L, 9000L, 60_000L, 6750L), millis());
  }

  @Test
  void a_download_goes_on_where_it_broke_off() throws IOException {
    bench.isThere();
    int size = (int) bench.layer.size();
    bench.server.fault(
        "GET",
        "blobs/" + bench.layer.digest(),
        size / 5,
        (exchange, server) -> server.answer(exchange).cutAfter(5));
    assertEquals(bench.image, bench.pull());
    List<String> ranges =
        bench.server.log().stream().map(e -> e.header("Range")).filter(r -> !r.isEmpty()).toList();
    assertEquals((size - 1) / 5, ranges.size());
    assertEquals("bytes=5-", ranges.get(0));
    assertEquals("bytes=10-", ranges.get(1));
  }

  @Test
  void a_download_that_breaks_off_without_a_byte_ends() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET", "blobs", 99, (exchange, server) -> server.answer(exchange).cutAfter(0));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertEquals(RegistryException.Kind.UNREACHABLE, e.kind());
  }

  @Test
  void a_registry_that_knows_no_ranges_sends_all_again() throws IOException {
    bench.isThere();
    byte[] all = Objects.requireNonNull(bench.registry.blobs.get(bench.key(bench.layer.digest())));
    bench.server.fault(
        "GET",
        "blobs/" + bench.layer.digest(),
        1,
        (exchange, server) -> server.answer(exchange).cutAfter(20));
    bench.server.fault("GET", "blobs/" + bench.layer.digest(), 1, answers(Answer.of(200, all)));
    assertEquals(bench.image, bench.pull());
  }

  @Test
  void another_part_than_was_asked_for_is_refused() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET", "blobs", 1, (exchange, server) -> server.answer(exchange).cutAfter(20));
    bench.server.fault(
        "GET",
        "blobs",
        1,
        (exchange, server) -> server.answer(exchange).with("Content-Range", "bytes 3-9/100"));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertEquals(RegistryException.Kind.MALFORMED, e.kind());
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[copy.length / 2] ^= 1;
    return copy;
  }

  @Test
  void a_blob_with_a_wrong_bit_is_not_taken() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        "blobs/" + bench.layer.digest(),
        99,
        (exchange, server) -> {
          Answer right = server.answer(exchange);
          return right.withBody(flipped(right.body()));
        });
    assertThrows(ContentMismatchException.class, bench::pull);
  }

  @Test
  void a_blob_of_another_length_is_refused_before_it_is_read() throws IOException {
    bench.isThere();
    for (int difference : List.of(-1, 1, 1_000_000)) {
      bench.server.fault(
          "GET",
          "blobs/" + bench.layer.digest(),
          2,
          (exchange, server) -> {
            Answer right = server.answer(exchange);
            return right.withBody(Arrays.copyOf(right.body(), right.body().length + difference));
          });
      assertThrows(ContentMismatchException.class, bench::pull);
    }
  }

  @Test
  void a_blob_without_a_length_that_does_not_end_is_read_to_its_size_alone() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        "blobs/" + bench.layer.digest(),
        1,
        (exchange, server) -> {
          Answer right = server.answer(exchange);
          byte[] longer = Arrays.copyOf(right.body(), 50_000_000);
          return right.withBody(longer).announcing(-1);
        });
    assertEquals(bench.image, bench.pull());
  }

  @Test
  void a_manifest_that_is_not_what_its_digest_says_is_refused() throws IOException {
    bench.isThere();
    bench.registry.manifests.put(
        bench.key(bench.image.digest()), "{\"schemaVersion\":2}".getBytes(UTF_8));
    assertThrows(IOException.class, () -> bench.there().manifest(bench.image));
  }

  @Test
  void silence_ends_with_a_time_out() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET", "blobs", 99, (exchange, server) -> server.answer(exchange).silentAfter(0));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertTrue(
        String.valueOf(e.getMessage()).contains("no answer in time"),
        String.valueOf(e.getMessage()));
  }

  @Test
  void a_web_page_is_not_taken_for_a_manifest() throws IOException {
    bench.server.fault(
        "GET",
        "manifests",
        1,
        answers(
            Answer.of(200, "<html>log in</html>".getBytes(UTF_8))
                .with("Content-Type", "text/html")));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertEquals(RegistryException.Kind.MALFORMED, e.kind());
  }

  @Test
  void error_bodies_of_any_kind_make_short_clean_messages() throws IOException {
    byte[] binary = new byte[10_000_000];
    Arrays.fill(binary, (byte) 27);
    for (byte[] body :
        List.of(binary, new byte[0], "{\"errors\":7}".getBytes(UTF_8), "[[[[".getBytes(UTF_8))) {
      bench.server.fault("GET", "manifests", 1, answers(Answer.of(403, body)));
      RegistryException e = assertThrows(RegistryException.class, bench::pull);
      assertTrue(
          String.valueOf(e.getMessage()).length() < 1_200,
          () -> "" + String.valueOf(e.getMessage()).length());
      assertEquals(-1, String.valueOf(e.getMessage()).indexOf(27));
    }
  }

  @Test
  void redirects_get_no_credentials_of_ours() throws IOException {
    bench.as(CredentialSource.of(Credentials.of("me", "secret", "test")));
    bench.isThere();
    MemoryRegistry elsewhere = new MemoryRegistry();
    elsewhere.blobs.putAll(bench.registry.blobs);
    try (FaultyServer other = new FaultyServer(elsewhere)) {
      bench.server.fault("GET", "manifests", 1, answers(basic()));
      bench.server.fault(
          "GET",
          "blobs",
          99,
          (exchange, server) ->
              Answer.of(307)
                  .with("Location", "http://" + other.host() + exchange.target() + "?signed=1"));
      assertEquals(bench.image, bench.pull());
      assertTrue(other.log().size() >= 2);
      assertTrue(other.log().stream().allMatch(e -> e.header("Authorization").isEmpty()));
      assertTrue(
          bench.server.log().stream()
              .filter(e -> e.target().contains("blobs"))
              .allMatch(e -> e.header("Authorization").startsWith("Basic ")));
    }
  }

  private static Answer basic() {
    return Answer.error(401, "UNAUTHORIZED", "authentication required")
        .with("WWW-Authenticate", "Basic realm=\"here\"");
  }

  @Test
  void redirects_in_a_circle_end() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        "blobs",
        99,
        (exchange, server) -> Answer.of(302).with("Location", exchange.target()));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertTrue(
        String.valueOf(e.getMessage()).contains("redirects more than 5 times"),
        String.valueOf(e.getMessage()));
  }

  @Test
  void redirects_to_files_and_to_nowhere_are_refused() throws IOException {
    bench.isThere();
    for (String location : List.of("file:///etc/passwd", "", "http://", "::")) {
      bench.server.fault("GET", "manifests", 1, answers(Answer.of(302).with("Location", location)));
      RegistryException e = assertThrows(RegistryException.class, bench::pull);
      assertEquals(RegistryException.Kind.MALFORMED, e.kind());
    }
  }

  @Test
  void a_lost_session_begins_anew() throws IOException {
    for (String code : List.of("BLOB_UPLOAD_INVALID", "BLOB_UPLOAD_UNKNOWN")) {
      bench.server.fault("PUT", "uploads", 1, answers(Answer.error(404, code, "lost")));
    }
    bench.server.fault("PUT", "uploads", 1, answers(Answer.of(416)));
    assertPushed();
  }

  @Test
  void a_registry_that_stores_something_else_is_found_out() {
    bench.server.fault(
        "PUT",
        "manifests",
        1,
        (exchange, server) ->
            server.answer(exchange).with("Docker-Content-Digest", "sha256:" + "0".repeat(64)));
    assertEquals(RegistryException.Kind.MALFORMED, refusedPush().kind());
  }

  @Test
  void a_lying_answer_to_head_is_found_out_by_size() throws IOException {
    bench.server.fault("HEAD", "blobs", 1, answers(Answer.of(200).announcing(3)));
    assertPushed();
  }

  @Test
  void what_is_unknown_is_not_found() {
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertEquals(RegistryException.Kind.NOT_FOUND, e.kind());
    assertTrue(
        String.valueOf(e.getMessage()).contains("MANIFEST_UNKNOWN"),
        String.valueOf(e.getMessage()));
  }

  @Test
  void a_request_that_is_too_large_for_a_proxy_says_what_helps() {
    bench.server.fault("PUT", "uploads", 99, answers(Answer.of(413)));
    assertTrue(String.valueOf(refusedPush().hint()).contains("--chunk-size"));
  }

  @Test
  void a_first_question_that_fails_is_asked_again_where_it_was_answered() throws IOException {
    bench.isThere();
    bench.server.fault("GET", "tags/list", 1, answers(Answer.of(503)));
    assertEquals(List.of("v1"), bench.there().tags());
  }

  @Test
  void tags_are_listed_page_by_page_and_from_one_host() throws IOException {
    bench.server.fault(
        "GET",
        "tags",
        1,
        answers(
            Answer.of(200, "{\"tags\":[\"a\",\"b\"]}".getBytes(UTF_8))
                .with("Link", "</v2/team/app/tags/list?n=2&last=b>; rel=\"next\"")));
    bench.server.fault(
        "GET", "last=b", 1, answers(Answer.of(200, "{\"tags\":[\"c\"]}".getBytes(UTF_8))));
    assertEquals(List.of("a", "b", "c"), bench.there().tags());
    bench.server.fault(
        "GET",
        "tags",
        1,
        answers(
            Answer.of(200, "{\"tags\":[]}".getBytes(UTF_8))
                .with("Link", "<http://127.0.0.9/x>; rel=next")));
    assertThrows(RegistryException.class, () -> bench.there().tags());
  }

  @Test
  void nobody_listening_is_known_after_two_attempts() throws IOException {
    bench.server.close();
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertTrue(
        String.valueOf(e.getMessage()).contains("connection refused"),
        String.valueOf(e.getMessage()));
    assertEquals(1, bench.waits.size());
  }

  @Test
  void who_is_interrupted_tries_nothing_again_and_says_nothing_of_it() throws IOException {
    Thread client = Thread.currentThread();
    FaultyServer.Act interrupts =
        (exchange, server) -> {
          client.interrupt();
          return null;
        };
    bench.server.fault("PUT", "manifests", 1, interrupts);
    assertThrows(InterruptedIOException.class, bench::push);
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), bench.waits);
    assertEquals(List.of(), bench.messages);
  }
}
