package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry with mirrors, which {@code registries.conf} names. */
class MirrorTest {
  private static final Answer WHO_ARE_YOU = Answer.of(401);

  @TempDir Path directory;

  private Bench bench;
  private MemoryRegistry kept;
  private FaultyServer mirror;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
    kept = new MemoryRegistry();
    mirror = new FaultyServer(kept);
    conf(registry("") + mirror(mirror.host() + "/cache", ""));
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
    mirror.close();
  }

  private String registry(String more) {
    return "[[registry]]\nlocation = \"" + bench.server.host() + "\"\n" + more;
  }

  private static String mirror(String location, String more) {
    return "[[registry.mirror]]\nlocation = \"" + location + "\"\n" + more;
  }

  private void conf(String text) throws IOException {
    conf(text, CredentialSource.NONE);
  }

  private void conf(String text, CredentialSource credentials) throws IOException {
    Path file = Files.writeString(directory.resolve("r.conf"), text);
    bench.client.close();
    bench.client =
        bench.client(
            RegistryOptions.DEFAULT
                .withIdleTimeout(Duration.ofMillis(400))
                .withCredentials(credentials)
                .withPlaces(new RegistriesConf(file, null, null)));
  }

  /** The image is at both places. */
  private void isAtBoth() throws IOException {
    bench.isThere();
    bench.registry.blobs.forEach((key, bytes) -> kept.blobs.put("cache/" + key, bytes));
    bench.registry.manifests.forEach((key, bytes) -> kept.manifests.put("cache/" + key, bytes));
  }

  private String layer() {
    return "blobs/" + bench.layer.digest();
  }

  private boolean told(String text) {
    return bench.messages.stream().anyMatch(message -> message.contains(text));
  }

  @Test
  void the_mirror_gives_all_and_the_registry_is_not_asked() throws IOException {
    isAtBoth();
    assertEquals(bench.image, bench.pull());
    assertEquals(List.of(), bench.server.log());
    assertEquals(
        List.of(bench.repository() + " comes from its mirror " + mirror.host() + "/cache/team/app"),
        bench.messages);
  }

  @Test
  void a_mirror_that_lacks_something_is_passed_over() throws IOException {
    isAtBoth();
    kept.blobs.remove("cache/" + bench.key(bench.layer.digest()));
    assertEquals(bench.image, bench.pull());
    assertEquals(1, mirror.count("GET", layer()));
    assertEquals(1, bench.server.count("GET", ""));
    assertEquals(1, bench.server.count("GET", layer()));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 503})
  void a_mirror_that_refuses_is_asked_once_and_not_waited_for(int status) throws IOException {
    isAtBoth();
    mirror.fault(
        ".*", "/v2/", 99, (exchange, server) -> Answer.of(status).with("Retry-After", "60"));
    assertEquals(bench.image, bench.pull());
    assertEquals(1, mirror.count("GET", "manifests/v1"));
    assertEquals(List.of(), bench.waits);
    assertTrue(told("HTTP status " + status), bench.messages::toString);
  }

  @Test
  void a_mirror_that_is_down_is_asked_once_for_all() throws IOException {
    isAtBoth();
    conf(registry("") + mirror("localhost:1", "") + mirror(mirror.host() + "/cache", ""));
    assertEquals(bench.image, bench.pull());
    assertEquals(List.of(), bench.server.log());
    assertEquals(
        1, bench.messages.stream().filter(m -> m.contains("localhost:1/team/app: ")).count());
    assertEquals(List.of(), bench.waits);
  }

  @Test
  void a_silent_mirror_is_left_after_the_time_limit() throws IOException {
    isAtBoth();
    mirror.fault(
        "GET", "manifests", 9, (exchange, server) -> server.answer(exchange).silentAfter(0));
    mirror.fault("GET", "blobs", 9, (exchange, server) -> server.answer(exchange).silentAfter(3));
    assertEquals(bench.image, bench.pull());
  }

  @Test
  void a_download_that_breaks_at_the_mirror_goes_on_at_the_registry() throws IOException {
    isAtBoth();
    mirror.fault("GET", layer(), 1, (exchange, server) -> server.answer(exchange).cutAfter(9));
    mirror.fault("GET", layer(), 9, (exchange, server) -> null);
    assertEquals(bench.image, bench.pull());
    assertEquals(
        List.of("bytes=9-"),
        bench.server.log().stream()
            .filter(exchange -> exchange.target().endsWith(layer()))
            .map(exchange -> exchange.header("Range"))
            .toList());
  }

  @Test
  void wrong_bytes_of_a_mirror_are_not_taken() throws IOException {
    isAtBoth();
    kept.blobs.replaceAll((key, bytes) -> new byte[bytes.length]);
    assertEquals(bench.image, bench.pull());
    assertTrue(bench.server.count("GET", layer()) > 0);
  }

  @Test
  void another_manifest_than_the_digest_says_is_not_taken() throws IOException {
    isAtBoth();
    kept.manifests.replaceAll((key, bytes) -> (new String(bytes, UTF_8) + "\n").getBytes(UTF_8));
    Reference byDigest = Reference.of(bench.repository(), bench.image.digest());
    assertEquals(bench.image, bench.there().resolve(byDigest));
    assertTrue(told("digest mismatch"), bench.messages::toString);
    bench.server.fault(".*", "manifests", 9, (exchange, server) -> Answer.of(404));
    conf(registry("") + mirror(mirror.host() + "/cache", ""));
    RegistryException e =
        assertThrows(RegistryException.class, () -> bench.there().resolve(byDigest));
    assertTrue(
        String.valueOf(e.getMessage()).contains("(asked before: mirror " + mirror.host()),
        e::toString);
    assertFalse(e.getCause() instanceof ContentMismatchException);
  }

  @Test
  void a_push_goes_to_the_registry_alone() throws IOException {
    bench.push();
    assertTrue(bench.arrived());
    assertEquals(List.of(), mirror.log());
    bench.client.target(bench.repository()).requirePushable();
    assertEquals(
        List.of(),
        bench.client.target(bench.repository()).tags().stream()
            .filter(tag -> !tag.equals("v1"))
            .toList());
    assertEquals(List.of(), mirror.log());
  }

  @Test
  void whose_tag_is_removed_is_asked_of_the_registry() throws IOException {
    isAtBoth();
    kept.manifests.put("cache/team/app/v1", "stale".getBytes(UTF_8));
    assertEquals(bench.image, bench.client.target(bench.repository()).resolve(bench.name()));
    assertEquals(List.of(), mirror.log());
  }

  @Test
  void some_mirrors_are_for_digests_or_tags_alone() throws IOException {
    isAtBoth();
    for (String line :
        List.of(
            registry("mirror-by-digest-only = true\n") + mirror(mirror.host() + "/cache", ""),
            registry("") + mirror(mirror.host() + "/cache", "pull-from-mirror = 'digest-only'"))) {
      conf(line);
      long before = mirror.log().size();
      bench.pull();
      assertEquals(before, mirror.log().size(), line);
      bench.there().resolve(Reference.of(bench.repository(), bench.image.digest()));
      assertEquals(before + 1, mirror.log().size(), line);
    }
    conf(registry("") + mirror(mirror.host() + "/cache", "pull-from-mirror = 'tag-only'"));
    long before = mirror.log().size();
    bench.there().resolve(Reference.of(bench.repository(), bench.image.digest()));
    assertEquals(before, mirror.log().size());
    long asked = bench.server.log().size();
    bench.pull();
    assertEquals(asked, bench.server.log().size());
  }

  @Test
  void a_blocked_registry_is_neither_pulled_from_nor_pushed_to() throws IOException {
    isAtBoth();
    conf(registry("blocked = true\n"));
    String message =
        bench.repository() + ": blocked by " + directory.resolve("r.conf").toAbsolutePath();
    assertEquals(message, assertThrows(RegistryException.class, bench::pull).getMessage());
    assertEquals(
        message,
        assertThrows(RegistryException.class, () -> bench.client.target(bench.repository()))
            .getMessage());
    assertEquals(List.of(), bench.server.log());
  }

  @Test
  void another_location_is_pulled_from_and_not_pushed_to() throws IOException {
    isAtBoth();
    conf(registry("").replace("location", "prefix") + "location = '" + mirror.host() + "/cache'");
    assertEquals(bench.image, bench.pull());
    assertEquals(List.of(), bench.server.log());
    assertTrue(told("comes from " + mirror.host() + "/cache/team/app"), bench.messages::toString);
    long pulled = mirror.log().size();
    bench.client.target(bench.repository()).copy(bench.layer, bench.here);
    assertEquals(pulled, mirror.log().size());
  }

  /** Credentials by host, as files have them. */
  private CredentialSource byHost() {
    return new CredentialSource() {
      @Override
      public Optional<Credentials> find(Repository repository) {
        return repository.registry().equals(bench.server.host())
            ? Optional.of(Credentials.of("me", TokenServer.PASSWORD, "a file"))
            : Optional.empty();
      }

      @Override
      public List<String> places() {
        return List.of();
      }
    };
  }

  @Test
  void a_mirror_that_wants_a_password_does_not_get_the_registrys() throws IOException {
    isAtBoth();
    conf(registry("") + mirror(mirror.host() + "/cache", ""), byHost());
    FaultyServer.Act basic =
        (exchange, server) ->
            exchange.header("Authorization").isEmpty()
                ? WHO_ARE_YOU.with("WWW-Authenticate", "Basic realm=\"x\"")
                : server.answer(exchange);
    mirror.fault(".*", "/v2/", 99, basic);
    bench.server.fault(".*", "/v2/", 99, basic);
    assertEquals(bench.image, bench.pull());
    assertTrue(
        mirror.log().stream().allMatch(exchange -> exchange.header("Authorization").isEmpty()));
    assertTrue(bench.server.log().stream().anyMatch(e -> !e.header("Authorization").isEmpty()));
  }

  @Test
  void a_mirror_that_names_the_registrys_token_server_does_not_get_its_token() throws IOException {
    bench.isThere();
    try (TokenServer tokens = new TokenServer()) {
      conf(registry("") + mirror(mirror.host(), "pull-from-mirror = 'digest-only'"), byHost());
      bench.server.fault(".*", "/v2/", 99, tokens.guard());
      mirror.fault(".*", "/v2/", 99, tokens.guard());
      bench.there().resolve(bench.name());
      String token = bench.server.log().get(1).header("Authorization");
      assertTrue(token.startsWith("Bearer "), token);
      bench.there().resolve(Reference.of(bench.repository(), bench.image.digest()));
      assertFalse(mirror.log().isEmpty());
      assertTrue(
          mirror.log().stream().noneMatch(e -> e.header("Authorization").equals(token)),
          () -> mirror.log().toString());
    }
  }

  @Test
  void a_file_that_cannot_be_understood_is_said_before_anything_is_asked() throws IOException {
    conf("[[registry]]\nlocation = example.com\n");
    IOException e = assertThrows(IOException.class, bench::pull);
    assertEquals(
        directory.resolve("r.conf") + ":2: 'example.com' is no value; strings need quotes",
        e.getMessage());
    assertEquals(List.of(), bench.server.log());
  }
}
