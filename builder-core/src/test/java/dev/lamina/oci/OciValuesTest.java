package dev.lamina.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Law;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OciValuesTest {
  private static JsonObject reread(JsonObject object) throws RefusedInputException {
    return Json.parseObject(Json.write(object), "sample");
  }

  @Test
  void descriptors_read_back_as_written() {
    Law.forAll(
        Samples.DESCRIPTORS, 300, d -> assertEquals(d, Descriptor.parse(reread(d.toJson()))));
  }

  @Test
  void manifests_read_back_as_written() {
    Law.forAll(
        Samples.MANIFESTS,
        200,
        m -> {
          assertEquals(m, ImageManifest.parse(reread(m.toJson())));
          assertEquals(m.toDocument(), ImageManifest.document(m.toDocument().bytes()));
        });
  }

  @Test
  void indexes_read_back_as_written() {
    Law.forAll(
        Samples.INDEXES,
        200,
        i -> {
          assertEquals(i, ImageIndex.parse(reread(i.toJson())));
          assertEquals(i.toDocument(), ImageIndex.document(i.toDocument().bytes()));
        });
  }

  @Test
  void configs_read_back_as_written() {
    Law.forAll(Samples.CONFIGS, 300, c -> assertEquals(c, ImageConfig.parse(reread(c.toJson()))));
  }

  @Test
  void what_is_written_is_a_fixed_point() {
    Law.forAll(
        Samples.CONFIGS,
        200,
        c -> {
          JsonObject once = reread(c.toJson());
          assertArrayEquals(
              Json.write(once), Json.write(ImageConfig.parse(once).toJson()), c::toString);
        });
  }

  @Test
  void members_are_written_in_the_order_of_the_specification() {
    ContainerConfig container =
        ContainerConfig.EMPTY
            .withShell(List.of("/bin/bash", "-c"))
            .withOnBuild(List.of("RUN x"))
            .withHealthcheck(new Healthcheck(List.of("CMD", "x"), 1, 2, 3, 4, 5))
            .withStopSignal("SIGTERM")
            .withLabels(Map.of("b", "<&>", "a", "1"))
            .withWorkingDir("/w")
            .withVolumes(List.of("/v"))
            .withCmd(List.of("c"))
            .withEntrypoint(List.of("e"))
            .withEnv(List.of("Z=1", "A=2"))
            .withExposedPorts(List.of("80/tcp", "443/tcp"))
            .withUser("u");
    ImageConfig config =
        ImageConfig.of(new Platform("linux", "arm", "v7"))
            .withConfig(container)
            .withCreated("1970-01-01T00:00:00Z")
            .withAuthor("me")
            .withRootFs(new RootFs(Samples.digests("")))
            .withHistory(List.of(new History(null, "COPY", null, "c", true)));
    assertEquals(
        "{\"created\":\"1970-01-01T00:00:00Z\",\"author\":\"me\",\"architecture\":\"arm\","
            + "\"os\":\"linux\",\"variant\":\"v7\",\"config\":{\"User\":\"u\","
            + "\"ExposedPorts\":{\"443/tcp\":{},\"80/tcp\":{}},\"Env\":[\"Z=1\",\"A=2\"],"
            + "\"Entrypoint\":[\"e\"],\"Cmd\":[\"c\"],\"Volumes\":{\"/v\":{}},"
            + "\"WorkingDir\":\"/w\",\"Labels\":{\"a\":\"1\",\"b\":\"<&>\"},"
            + "\"StopSignal\":\"SIGTERM\",\"Healthcheck\":{\"Test\":[\"CMD\",\"x\"],"
            + "\"Interval\":1,\"Timeout\":2,\"StartPeriod\":3,\"StartInterval\":4,"
            + "\"Retries\":5},\"OnBuild\":[\"RUN x\"],\"Shell\":[\"/bin/bash\",\"-c\"]},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
            + Samples.digest("")
            + "\"]},\"history\":[{\"created_by\":\"COPY\",\"comment\":\"c\","
            + "\"empty_layer\":true}]}",
        config.toJson().toString());
    assertEquals(
        "{\"architecture\":\"\",\"os\":\"\",\"config\":{},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}",
        ImageConfig.of(new Platform("", "")).toJson().toString());
  }

  @Test
  void a_manifest_is_written_in_the_order_of_the_specification() {
    ImageManifest manifest =
        ImageManifest.of(
                MediaType.OCI_MANIFEST,
                Descriptor.of(MediaType.OCI_CONFIG, Samples.digest("c"), 1),
                List.of(Samples.layer("l", 2)))
            .withAnnotations(Map.of("k", "v"));
    assertEquals(
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
            + Samples.digest("c")
            + "\",\"size\":1},\"layers\":[{\"mediaType\":"
            + "\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\""
            + Samples.digest("l")
            + "\",\"size\":2}],\"annotations\":{\"k\":\"v\"}}",
        manifest.toJson().toString());
    assertEquals(List.of(manifest.layers().get(0), manifest.config()), manifest.children());
  }

  @Test
  void a_chain_id_is_the_first_diff_id_and_then_hashes_of_pairs() {
    List<Digest> layers = Samples.digests("A", "B", "C");
    Digest a = layers.get(0);
    Digest ab = Samples.digest(a + " " + layers.get(1));
    Digest abc = Samples.digest(ab + " " + layers.get(2));
    assertEquals(a, ChainId.of(layers.subList(0, 1)));
    assertEquals(ab, ChainId.of(layers.subList(0, 2)));
    assertEquals(abc, ChainId.of(layers));
    assertThrows(IllegalArgumentException.class, () -> ChainId.of(List.of()));
  }

  @Test
  void a_chain_id_is_what_other_tools_compute() {
    // printf 'sha256:%064d sha256:%064d' 1 2 | sha256sum
    assertEquals(
        "sha256:e0213565073dd272477933ef550455db21856966e444074f1492aef0939305ac",
        ChainId.of(
                List.of(
                    Digest.parse("sha256:" + "0".repeat(63) + "1"),
                    Digest.parse("sha256:" + "0".repeat(63) + "2")))
            .toString());
  }

  @Test
  void platforms_are_read_as_docker_reads_them() {
    Map<String, String> spellings =
        Map.ofEntries(
            Map.entry("linux/amd64", "linux/amd64"),
            Map.entry("linux/x86_64", "linux/amd64"),
            Map.entry("Linux/AMD64", "linux/amd64"),
            Map.entry("amd64", "linux/amd64"),
            Map.entry("linux/aarch64", "linux/arm64"),
            Map.entry("linux/arm64/v8", "linux/arm64"),
            Map.entry("linux/arm64/v9", "linux/arm64/v9"),
            Map.entry("linux/arm", "linux/arm/v7"),
            Map.entry("linux/arm/7", "linux/arm/v7"),
            Map.entry("linux/arm/v6", "linux/arm/v6"),
            Map.entry("linux/armhf", "linux/arm/v7"),
            Map.entry("linux/armel", "linux/arm/v6"),
            Map.entry("linux/i386", "linux/386"),
            Map.entry("windows/amd64", "windows/amd64"),
            Map.entry("macos/arm64", "darwin/arm64"),
            Map.entry("linux/riscv64", "linux/riscv64"));
    spellings.forEach(
        (text, normal) -> assertEquals(normal, Platform.parse(text).toString(), text));
    for (String bad : List.of("", "/", "linux", "linux/", "linux/arm/v7/x", "a b/c", "linux//v7")) {
      assertThrows(IllegalArgumentException.class, () -> Platform.parse(bad), bad);
    }
  }

  @Test
  void a_document_keeps_its_bytes_and_white_space_too() throws IOException {
    byte[] bytes =
        "{ \"schemaVersion\": 2, \"manifests\": null,\n \"z\": [1.50] }\n".getBytes(UTF_8);
    Document<ImageIndex> document = ImageIndex.document(bytes);
    assertArrayEquals(bytes, document.bytes());
    assertArrayEquals(bytes, document.open().readAllBytes());
    assertEquals(Digest.sha256(bytes), document.descriptor().digest());
    assertEquals(List.of(), document.value().manifests());
    document.bytes()[0] = 'x';
    assertArrayEquals(bytes, document.bytes());
  }

  @Test
  void a_document_that_is_not_what_refers_to_it_is_refused() throws IOException {
    ImageManifest manifest =
        ImageManifest.of(MediaType.OCI_MANIFEST, Samples.layer("c", 1), List.of());
    Document<ImageManifest> document = manifest.toDocument();
    byte[] bytes = document.bytes();
    Descriptor right = document.descriptor();
    assertEquals(document, Manifest.document(right, bytes));
    assertThrows(
        ContentMismatchException.class,
        () -> Manifest.document(Descriptor.of(right.mediaType(), right.digest(), 5), bytes));
    assertThrows(
        ContentMismatchException.class,
        () ->
            Manifest.document(
                Descriptor.of(right.mediaType(), Samples.digest("x"), right.size()), bytes));
    for (String other : List.of(MediaType.DOCKER_MANIFEST, MediaType.OCI_INDEX, "text/x")) {
      assertThrows(
          RefusedInputException.class,
          () -> Manifest.document(Descriptor.of(other, right.digest(), right.size()), bytes),
          other);
    }
  }

  @Test
  void a_document_is_read_to_its_size_and_never_further() throws IOException {
    byte[] bytes = "{}".getBytes(UTF_8);
    Descriptor right = Descriptor.EMPTY_JSON;
    assertArrayEquals(bytes, Document.readBytes(right, new ByteArrayInputStream(bytes)));
    assertThrows(
        ContentMismatchException.class,
        () -> Document.readBytes(right, new ByteArrayInputStream("{} ".getBytes(UTF_8))));
    assertThrows(
        ContentMismatchException.class,
        () -> Document.readBytes(right, new ByteArrayInputStream("{".getBytes(UTF_8))));
    Descriptor huge = Descriptor.of("x", right.digest(), Long.MAX_VALUE);
    assertThrows(
        RefusedInputException.class,
        () -> Document.readBytes(huge, new ByteArrayInputStream(bytes)));
  }

  @Test
  void values_are_safe_to_share() {
    List<Descriptor> layers = new java.util.ArrayList<>(List.of(Samples.layer("a", 1)));
    ImageManifest manifest =
        ImageManifest.of(MediaType.OCI_MANIFEST, Samples.layer("c", 1), layers);
    layers.clear();
    assertEquals(1, manifest.layers().size());
    assertThrows(UnsupportedOperationException.class, () -> manifest.annotations().put("a", "b"));
  }
}
