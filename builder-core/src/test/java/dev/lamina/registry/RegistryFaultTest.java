package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.image.SampleImages;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More of what a registry, or whoever stands in between, may do. */
class RegistryFaultTest {
  private static final String SECRET = "dont-tell";

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

  private String layer() {
    return "blobs/" + bench.layer.digest();
  }

  @Test
  void a_bit_that_flips_once_costs_one_more_download() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        layer(),
        1,
        (exchange, server) -> {
          Answer right = server.answer(exchange);
          byte[] wrong = right.body().clone();
          wrong[3] ^= 4;
          return right.withBody(wrong);
        });
    assertEquals(bench.image, bench.pull());
    assertEquals(2, bench.server.count("GET", layer()));
  }

  @Test
  void a_blob_that_somebody_has_compressed_on_the_way_is_not_taken() throws IOException {
    bench.isThere();
    byte[] packed = SampleImages.compress(Compression.GZIP, new byte[100_000]);
    bench.server.fault(
        "GET", layer(), 2, answers(Answer.of(200, packed).with("Content-Encoding", "gzip")));
    assertThrows(ContentMismatchException.class, bench::pull);
  }

  @Test
  void a_peer_that_stops_reading_is_left_after_the_time_limit() throws IOException {
    byte[] noise = new byte[8 << 20];
    new Random(1).nextBytes(noise);
    Descriptor big = SampleImages.put(bench.here, "application/octet-stream", noise);
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
          public boolean stopsReading() {
            return true;
          }
        });
    bench.there().copy(big, bench.here);
    assertTrue(bench.registry.blobs.containsKey(bench.key(big.digest())));
    assertEquals(2, bench.server.count("PUT", "uploads"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:%s/elsewhere", "http://localhost:%s/elsewhere?x=1#y"})
  void an_upload_that_goes_elsewhere_takes_no_credentials_along(String place) throws IOException {
    bench.as(CredentialSource.of(Credentials.of("me", SECRET, "a file")));
    bench.server.fault(
        "GET|HEAD|POST|PUT",
        "/v2/",
        99,
        (exchange, server) ->
            exchange.header("Authorization").isEmpty()
                ? Answer.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                : exchange.method().equals("POST")
                    ? Answer.of(202).with("Location", elsewhere(place))
                    : server.answer(exchange));
    try (FaultyServer other = new FaultyServer(exchange -> Answer.of(201))) {
      port = other.host().replaceAll(".*:", "");
      bench.there().copy(bench.layer, bench.here);
      List<Exchange> arrived = other.log();
      assertEquals(1, arrived.size());
      assertTrue(arrived.get(0).target().contains("digest=sha256%3A"));
      assertEquals("", arrived.get(0).header("Authorization"));
      assertFalse(arrived.toString().contains(SECRET));
    }
  }

  private String port = "";

  private String elsewhere(String place) {
    return place.replace("%s", port);
  }

  @Test
  void a_session_without_a_place_is_refused() {
    bench.server.fault("POST", "uploads", 9, answers(Answer.of(202)));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertEquals(RegistryException.Kind.MALFORMED, e.kind());
  }

  @Test
  void a_range_that_the_registry_does_not_like_ends_the_session_alone() throws IOException {
    bench.server.fault("PUT", "uploads", 1, answers(Answer.of(416)));
    bench.push();
    assertTrue(bench.arrived());
  }

  @Test
  void a_digest_that_the_registry_finds_wrong_is_said() {
    bench.server.fault(
        "PUT", "uploads", 99, answers(Answer.error(400, "DIGEST_INVALID", "not what you said")));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertTrue(String.valueOf(e.getMessage()).contains("DIGEST_INVALID: not what you said"));
  }

  @Test
  void a_blob_that_is_known_a_moment_later_is_waited_for() throws IOException {
    bench.server.fault(
        "PUT", "manifests", 2, answers(Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown")));
    bench.push();
    assertTrue(bench.arrived());
  }

  /** The registry says that it has a blob until it is sent again; its HEAD is never right. */
  private void loses(String blob, String detail) {
    String there = "blobs/" + blob;
    bench.server.fault(
        "HEAD",
        there,
        99,
        (exchange, server) -> Answer.of(200).announcing(bench.layer.size()).cutAfter(0));
    bench.server.fault(
        "PUT",
        "manifests",
        99,
        (exchange, server) ->
            bench.registry.blobs.containsKey("team/app/" + blob)
                ? server.answer(exchange)
                : Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown" + detail));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_blob_that_was_said_to_be_there_and_is_not_is_sent_after_all(boolean named)
      throws IOException {
    String digest = bench.layer.digest().toString();
    loses(digest, named ? ": " + digest : "");
    bench.push();
    assertTrue(bench.arrived());
    assertEquals(1, bench.server.count("PUT", "uploads.*" + bench.layer.digest().hex()));
    // the config was sent at first; without a name all of the manifest's blobs are sent
    assertEquals(named ? 2 : 3, bench.server.count("PUT", "uploads"));
    assertTrue(bench.messages.stream().anyMatch(m -> m.endsWith("; it is sent again")));
  }

  @Test
  void digests_are_found_wherever_an_error_has_them() throws IOException {
    String digest = bench.layer.digest().toString();
    String json =
        "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown\"},"
            + "{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"detail\":{\"Digest\":\""
            + digest
            + "\"}},{\"code\":\"OTHER\",\"detail\":\"sha256:"
            + "0".repeat(64)
            + "\"}]}";
    bench.server.fault("PUT", "manifests", 5, answers(Answer.of(400, json.getBytes(UTF_8))));
    bench.push();
    assertEquals(3, bench.server.count("PUT", "uploads"), "config, layer, layer");
    String told = bench.messages.get(0);
    assertTrue(told.contains("(HTTP status 400), " + digest + "; attempt 2 follows"), told);
  }

  @Test
  void a_blob_that_is_never_known_is_sent_twice_and_then_said() {
    String digest = bench.layer.digest().toString();
    bench.server.fault(
        "PUT",
        "manifests",
        99,
        answers(Answer.error(404, "MANIFEST_BLOB_UNKNOWN", "blob unknown: " + digest)));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertEquals(
        "the registry took the blobs again and still does not have them: its storage needs a look",
        e.hint());
    assertEquals(2, bench.server.count("PUT", "uploads.*" + bench.layer.digest().hex()));
    assertTrue(String.valueOf(e.getMessage()).contains(digest), e::toString);
  }

  @Test
  void a_manifest_whose_blobs_were_not_sent_by_us_is_not_put_twice() {
    bench.server.fault(
        "PUT",
        "manifests",
        99,
        answers(Answer.error(404, "MANIFEST_BLOB_UNKNOWN", "blob unknown")));
    RegistryException e =
        assertThrows(
            RegistryException.class, () -> bench.there().put(bench.here.manifest(bench.image)));
    assertEquals("a blob is not in this repository: push the image again", e.hint());
    assertEquals(0, bench.server.count("PUT", "uploads"));
    assertEquals(5, bench.server.count("PUT", "manifests"));
  }

  @Test
  void a_refused_question_about_a_tag_does_not_matter() throws IOException {
    bench.server.fault("HEAD", "manifests", 9, answers(Answer.of(403)));
    bench.push();
    assertTrue(bench.arrived());
  }

  @Test
  void a_blob_that_is_announced_and_not_there_is_not_found() throws IOException {
    bench.isThere();
    bench.server.fault("GET", layer(), 9, answers(Answer.error(404, "BLOB_UNKNOWN", "gone")));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertEquals(RegistryException.Kind.NOT_FOUND, e.kind());
  }

  @Test
  void the_digest_in_a_header_does_not_count() throws IOException {
    bench.isThere();
    String zeros = "sha256:" + "0".repeat(64);
    bench.server.fault(
        "GET",
        "manifests/v1",
        1,
        (exchange, server) -> server.answer(exchange).with("Docker-Content-Digest", zeros));
    assertEquals(bench.image, bench.pull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "application/json"
      })
  void what_is_no_manifest_by_its_type_is_refused(String type) throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        "manifests",
        1,
        (exchange, server) -> server.answer(exchange).with("Content-Type", type));
    assertThrows(RefusedInputException.class, bench::pull);
  }

  @Test
  void a_manifest_of_100_megabytes_is_not_read() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        "manifests",
        1,
        answers(
            Answer.of(200, new byte[8 << 20])
                .with("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .announcing(100 << 20)));
    assertThrows(RefusedInputException.class, bench::pull);
  }

  @Test
  void heads_of_answers_have_an_end() throws IOException {
    bench.isThere();
    char[] long1 = new char[1 << 20];
    Arrays.fill(long1, 'x');
    bench.server.fault(
        "GET",
        "manifests",
        9,
        (exchange, server) -> server.answer(exchange).with("X-Long", new String(long1)));
    RegistryException e = assertThrows(RegistryException.class, bench::pull);
    assertEquals(RegistryException.Kind.UNREACHABLE, e.kind());
    assertEquals(1, bench.server.count("GET", "manifests"));
  }

  @Test
  void a_busy_token_server_is_waited_for() throws IOException {
    try (TokenServer tokens = new TokenServer()) {
      bench.as(CredentialSource.of(Credentials.of("me", TokenServer.PASSWORD, "a file")));
      bench.server.fault(".*", "/v2/", 999, tokens.guard());
      tokens.server().fault("GET", "token", 1, answers(Answer.of(429).with("Retry-After", "3")));
      tokens.server().fault("GET", "token", 1, answers(Answer.of(503)));
      bench.push();
      assertTrue(bench.arrived());
      assertEquals(3000, bench.waits.get(0).toMillis());
    }
  }

  @Test
  void a_token_server_that_is_gone_is_named() throws IOException {
    bench.server.fault(
        ".*",
        "/v2/",
        99,
        answers(
            Answer.of(401).with("WWW-Authenticate", "Bearer realm=\"http://127.0.0.1:1/token\"")));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1:1"), e::toString);
  }

  @Test
  void whoever_cancels_does_not_wait_for_a_silent_peer() throws IOException {
    bench.isThere();
    bench.server.fault(
        "GET",
        layer(),
        9,
        (exchange, server) -> {
          bench.cancellation.cancel();
          return server.answer(exchange).silentAfter(5);
        });
    assertThrows(CancellationException.class, bench::pull);
  }

  @Test
  void no_secret_is_in_what_is_told() throws IOException {
    bench.as(CredentialSource.of(Credentials.of("me", SECRET, "a file")));
    bench.server.fault(
        ".*", "/v2/", 99, answers(Answer.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    String said = e + " " + e.hint() + bench.messages;
    assertFalse(said.contains(SECRET), said);
    String sent = java.util.Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(UTF_8));
    assertFalse(said.contains(sent), said);
  }

  @Test
  void a_mounted_blob_that_is_not_there_shows_with_the_manifest() {
    bench.server.fault(
        "PUT", "manifests", 99, answers(Answer.error(404, "BLOB_UNKNOWN", "where is it")));
    RegistryException e = assertThrows(RegistryException.class, bench::push);
    assertEquals(RegistryException.Kind.NOT_FOUND, e.kind());
  }
}
