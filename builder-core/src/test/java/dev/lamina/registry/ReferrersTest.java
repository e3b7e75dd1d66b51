package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.RegistryImages;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.SampleImages;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What refers to an image: listed by a registry that knows it, and under a tag for others. */
@Timeout(60)
class ReferrersTest {
  private static final String SIGNATURE = "application/vnd.example.signature";
  private static final String LIST = "application/vnd.example.list+json";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  /** An artifact in the local store that is about the subject. */
  private Descriptor artifact(Descriptor subject, String type, String text) throws IOException {
    SampleImages.put(bench.here, MediaType.EMPTY, "{}".getBytes(UTF_8));
    Descriptor layer = SampleImages.put(bench.here, type, text.getBytes(UTF_8));
    Document<ImageManifest> manifest =
        new ImageManifest(
                MediaType.OCI_MANIFEST,
                type,
                Descriptor.EMPTY_JSON,
                List.of(layer),
                subject.bare(),
                new TreeMap<>(Map.of("text", text)),
                JsonObject.EMPTY)
            .toDocument();
    bench.here.put(manifest);
    return manifest.descriptor();
  }

  private Descriptor pushed(Descriptor subject, String type, String text) throws IOException {
    Descriptor artifact = artifact(subject, type, text);
    ImageCopier.copy(bench.here, artifact, bench.there());
    return listed(artifact, type, text);
  }

  private static Descriptor listed(Descriptor artifact, String type, String text) {
    return artifact.withArtifactType(type).withAnnotations(Map.of("text", text));
  }

  private static String tag(Descriptor subject) {
    return "sha256-" + subject.digest().hex();
  }

  private ImageIndex underTag() throws IOException {
    byte[] bytes = bench.registry.manifests.get("team/app/" + tag(bench.image));
    return ImageIndex.document(Objects.requireNonNull(bytes, "there is no list")).value();
  }

  private List<Descriptor> list(String type) throws IOException {
    return bench.there().referrers(bench.image.digest(), type);
  }

  private List<Descriptor> list() throws IOException {
    return bench.there().referrers(bench.image.digest(), null);
  }

  @Test
  void a_registry_without_a_list_gets_one_under_a_tag() throws IOException {
    bench.push();
    Descriptor signature = pushed(bench.image, SIGNATURE, "a");
    assertEquals(
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"digest\":\""
            + signature.digest()
            + "\",\"size\":"
            + signature.size()
            + ",\"annotations\":{\"text\":\"a\"},\"artifactType\":\""
            + SIGNATURE
            + "\"}]}",
        new String(bench.registry.manifests.get("team/app/" + tag(bench.image)), UTF_8));
    Descriptor list = pushed(bench.image, LIST, "b");
    assertEquals(List.of(signature, list), underTag().manifests());
    assertEquals(List.of(signature, list), list());
    assertEquals(List.of(list), list(LIST));
    assertEquals(List.of(), list("application/other"));
  }

  @Test
  void what_is_listed_already_is_not_listed_twice() throws IOException {
    pushed(bench.image, SIGNATURE, "a");
    long before = bench.server.count("PUT", "manifests/sha256-");
    Descriptor again = pushed(bench.image, SIGNATURE, "a");
    assertEquals(before, bench.server.count("PUT", "manifests/sha256-"));
    assertEquals(List.of(again), list());
  }

  @Test
  void an_image_without_a_subject_touches_no_list() throws IOException {
    bench.push();
    assertEquals(0, bench.server.count(".*", "sha256-"));
    assertEquals(List.of(), list());
  }

  @Test
  void what_does_not_say_its_type_has_that_of_its_config() throws IOException {
    ImageManifest plain = (ImageManifest) bench.here.manifest(bench.image).value();
    Document<ImageManifest> image =
        new ImageManifest(
                plain.mediaType(),
                null,
                plain.config(),
                plain.layers(),
                bench.image.bare(),
                new TreeMap<>(),
                JsonObject.EMPTY)
            .toDocument();
    bench.here.put(image);
    ImageCopier.copy(bench.here, image.descriptor(), bench.there());
    assertEquals(MediaType.OCI_CONFIG, list().get(0).artifactType());
  }

  @Test
  void words_of_others_in_the_list_stay() throws IOException {
    String theirs =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"manifests\":[],\"annotations\":{\"by\":\"them\"},\"more\":[1]}";
    bench.registry.manifests.put("team/app/" + tag(bench.image), theirs.getBytes(UTF_8));
    pushed(bench.image, SIGNATURE, "a");
    assertEquals("{\"more\":[1]}", underTag().extra().toString());
    assertEquals(Map.of("by", "them"), underTag().annotations());
  }

  @Test
  void a_registry_that_lists_by_itself_is_left_alone() throws IOException {
    bench.registry.referrersPage = 100;
    bench.push();
    Descriptor signature = pushed(bench.image, SIGNATURE, "a");
    assertEquals(0, bench.server.count(".*", "sha256-"));
    assertEquals(List.of(signature), list());
  }

  @Test
  void long_lists_come_page_by_page() throws IOException {
    bench.registry.referrersPage = 2;
    for (String text : List.of("a", "b", "c", "d", "e")) {
      pushed(bench.image, text.equals("c") ? LIST : SIGNATURE, text);
    }
    assertEquals(5, list().size());
    assertEquals(3, bench.server.count("GET", "/referrers/"));
    assertEquals(4, list(SIGNATURE).size());
    assertEquals(5, bench.server.count("GET", "/referrers/"), "two more pages, filtered there");
    assertEquals(
        1, bench.server.count("GET", "/referrers/.*artifactType=application%2Fvnd.example.sig"));
  }

  @Test
  void a_registry_that_does_not_filter_is_filtered_after() throws IOException {
    bench.registry.referrersPage = 100;
    pushed(bench.image, SIGNATURE, "a");
    Descriptor list = pushed(bench.image, LIST, "b");
    bench.server.fault(
        "GET",
        "/referrers/",
        1,
        (exchange, server) ->
            server.answer(
                new Exchange(
                    "GET",
                    exchange.target().replaceFirst("\\?.*", ""),
                    exchange.headers(),
                    exchange.body())));
    assertEquals(List.of(list), list(LIST));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405})
  void registries_refuse_the_question_in_several_ways(int status) throws IOException {
    Descriptor signature = pushed(bench.image, SIGNATURE, "a");
    bench.server.fault(
        "GET",
        "/referrers/",
        1,
        (exchange, server) ->
            Answer.of(status, "<html>".getBytes(UTF_8)).with("Content-Type", "text/html"));
    assertEquals(List.of(signature), list());
  }

  @Test
  void a_failure_is_not_taken_for_a_registry_that_has_no_list() throws IOException {
    pushed(bench.image, SIGNATURE, "a");
    bench.server.fault(
        "GET", "/referrers/", 1, (exchange, server) -> Answer.error(403, "DENIED", "no"));
    RegistryException e = assertThrows(RegistryException.class, this::list);
    assertEquals(RegistryException.Kind.DENIED, e.kind());
    bench.server.fault(
        "GET", "/referrers/", 1, (exchange, server) -> Answer.of(200, "{}".getBytes(UTF_8)));
    assertEquals(
        RegistryException.Kind.MALFORMED, assertThrows(RegistryException.class, this::list).kind());
  }

  @Test
  void a_tag_that_is_an_image_is_no_list() throws IOException {
    bench.registry.manifests.put(
        "team/app/" + tag(bench.image), bench.here.manifest(bench.image).bytes());
    assertThrows(RefusedInputException.class, this::list);
    assertThrows(RefusedInputException.class, () -> pushed(bench.image, SIGNATURE, "a"));
  }

  @Test
  void a_lost_race_is_run_again() throws IOException {
    Descriptor mine = artifact(bench.image, SIGNATURE, "mine");
    Descriptor theirs = artifact(bench.image, SIGNATURE, "theirs");
    bench.server.fault(
        "PUT",
        "manifests/sha256-",
        1,
        (exchange, server) -> {
          Answer answer = server.answer(exchange);
          byte[] over =
              ImageIndex.of(MediaType.OCI_INDEX, List.of(listed(theirs, SIGNATURE, "theirs")))
                  .toDocument()
                  .bytes();
          bench.registry.manifests.put("team/app/" + tag(bench.image), over);
          return answer;
        });
    ImageCopier.copy(bench.here, mine, bench.there());
    assertEquals(
        List.of(theirs.digest(), mine.digest()),
        underTag().manifests().stream().map(Descriptor::digest).toList());
  }

  @Test
  void a_list_that_changed_since_it_was_read_is_not_overwritten() throws IOException {
    pushed(bench.image, SIGNATURE, "a");
    bench.server.fault(
        "GET",
        "manifests/sha256-",
        9,
        (exchange, server) -> {
          Answer answer = server.answer(exchange);
          return answer.with("ETag", "\"" + Digest.sha256(answer.body()).shortHex() + "\"");
        });
    bench.server.fault("PUT", "manifests/sha256-", 1, (exchange, server) -> Answer.of(412));
    pushed(bench.image, SIGNATURE, "b");
    assertEquals(2, underTag().manifests().size());
    List<String> conditions =
        bench.server.log().stream()
            .filter(e -> e.method().equals("PUT") && e.target().contains("sha256-"))
            .map(e -> e.header("If-Match"))
            .toList();
    assertEquals("", conditions.get(0), "there was nothing yet");
    assertTrue(conditions.get(1).startsWith("\""), conditions::toString);
    assertEquals(conditions.get(1), conditions.get(2));
  }

  @Test
  void a_list_that_keeps_nothing_is_given_up() {
    bench.server.fault("PUT", "manifests/sha256-", 99, (exchange, server) -> Answer.of(201));
    RegistryException e =
        assertThrows(RegistryException.class, () -> pushed(bench.image, SIGNATURE, "a"));
    assertEquals(
        "list of referrers "
            + bench.repository()
            + ":"
            + tag(bench.image)
            + ": the registry does not keep what was added",
        e.getMessage());
    assertEquals(4, bench.waits.size());
  }

  @Test
  void what_is_removed_is_listed_no_longer() throws IOException {
    Descriptor first = pushed(bench.image, SIGNATURE, "a");
    Descriptor second = pushed(bench.image, SIGNATURE, "b");
    bench.there().delete(bench.here.manifest(first.bare()));
    assertEquals(List.of(second), underTag().manifests());
  }

  @Test
  void the_tag_of_a_long_digest_is_cut() {
    Digest digest = new Digest(DigestAlgorithm.SHA512, "ab".repeat(64));
    assertEquals("sha512-" + "ab".repeat(32), Referrers.tag(digest).toString());
  }

  @Test
  void bytes_of_what_is_pushed_are_those_that_were_here() throws IOException {
    Descriptor signature = pushed(bench.image, SIGNATURE, "a");
    assertArrayEquals(
        bench.here.manifest(signature.bare()).bytes(),
        bench.registry.manifests.get(bench.key(signature.digest())));
  }

  /** Another server, which lists by itself when the page size is not 0. */
  private void copied(int page, @Nullable String left) throws IOException {
    MemoryRegistry target = new MemoryRegistry();
    target.referrersPage = page;
    List<String> messages = Collections.synchronizedList(new ArrayList<>());
    try (FaultyServer there = new FaultyServer(target)) {
      Reference to = Reference.parse(there.host() + "/copy:v2");
      List<Descriptor> all =
          Images.open(
                  folder.resolve("store" + page),
                  ImagesOptions.DEFAULT.withProgress(
                      event -> {
                        if (event instanceof ProgressEvent.Message message) {
                          messages.add(message.text());
                        }
                      }))
              .registries(RegistryOptions.DEFAULT)
              .copyWithReferrers(bench.name(), to, null);
      assertEquals(bench.image.digest(), all.get(0).digest());
      assertEquals(all.size(), all.stream().map(Descriptor::digest).distinct().count());
      RegistryRepository copy = bench.client.repository(to.repository());
      for (Descriptor each : all) {
        assertArrayEquals(
            bench.registry.manifests.get(bench.key(each.digest())),
            target.manifests.get("copy/" + each.digest()));
        assertEquals(
            digests(bench.there().referrers(each.digest(), null), left),
            digests(copy.referrers(each.digest(), null), null));
      }
      List<Exchange> puts = there.log().stream().filter(e -> e.method().equals("PUT")).toList();
      assertTrue(puts.get(puts.size() - 1).target().endsWith("/copy/manifests/v2"), "named last");
      assertEquals(page > 0, there.count("PUT", "manifests/sha256-") == 0);
      assertEquals(left == null ? 4 : 3, all.size());
      assertEquals(left != null, messages.stream().anyMatch(m -> m.contains("it is left out")));
    }
  }

  private static Set<String> digests(List<Descriptor> referrers, @Nullable String left) {
    return referrers.stream()
        .map(each -> each.digest().toString())
        .filter(digest -> !digest.equals(left))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_copy_takes_along_what_refers_to_it_and_to_that(boolean lists) throws IOException {
    bench.registry.referrersPage = lists ? 2 : 0;
    bench.push();
    Descriptor list = pushed(bench.image, LIST, "list");
    pushed(list, SIGNATURE, "of the list");
    pushed(bench.image, SIGNATURE, "of the image");
    copied(0, null);
    copied(1, null);
  }

  @Test
  void what_is_listed_and_gone_is_left_out_of_a_copy() throws IOException {
    bench.push();
    pushed(bench.image, LIST, "list");
    pushed(bench.image, SIGNATURE, "of the image");
    Descriptor gone = pushed(bench.image, SIGNATURE, "gone");
    bench.registry.manifests.remove(bench.key(gone.digest()));
    pushed(gone, SIGNATURE, "of what is gone");
    copied(0, gone.digest().toString());
  }

  @Test
  void a_copy_that_breaks_off_has_published_no_name() throws IOException {
    bench.push();
    Descriptor signature = pushed(bench.image, SIGNATURE, "a");
    bench.server.fault(
        "GET",
        "manifests/" + signature.digest(),
        9,
        (exchange, server) -> Answer.error(403, "DENIED", "no"));
    Reference to = Reference.parse(bench.server.host() + "/copy:v2");
    RegistryImages images =
        Images.open(folder.resolve("store"), ImagesOptions.DEFAULT)
            .registries(RegistryOptions.DEFAULT);
    assertThrows(RegistryException.class, () -> images.copyWithReferrers(bench.name(), to, null));
    assertFalse(bench.registry.manifests.containsKey("copy/v2"));
  }
}
