package dev.lamina.oci;

import dev.lamina.digest.Digest;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Generated values of the specification, unknown members included. */
final class Samples {
  static final Gen<Digest> DIGESTS = Gen.bytes(8).map(Digest::sha256);
  private static final Gen<String> WORDS = Gen.text("abcXYZ./-_1é😀\"\\ ", 8);

  static final Gen<JsonObject> EXTRAS =
      random -> {
        JsonObject.Builder object = JsonObject.builder();
        for (int i = random.nextInt(3); i > 0; i--) {
          object.set("x-" + WORDS.next(random), WORDS.next(random));
        }
        return object.build();
      };

  static final Gen<SortedMap<String, String>> MAPS =
      random -> {
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(WORDS.next(random), WORDS.next(random));
        }
        return map;
      };

  static final Gen<Platform> PLATFORMS =
      random ->
          new Platform(
              Gen.oneOf("linux", "windows", "").next(random),
              Gen.oneOf("amd64", "arm64", "").next(random),
              maybe(Gen.oneOf("v7", "")).next(random),
              maybe(Gen.oneOf("10.0.1")).next(random),
              Gen.lists(WORDS, 2).next(random));

  static final Gen<Descriptor> DESCRIPTORS =
      random ->
          new Descriptor(
              Gen.oneOf(MediaType.OCI_LAYER_GZIP, "application/x").next(random),
              DIGESTS.next(random),
              Gen.longs(0, Long.MAX_VALUE).next(random),
              Gen.lists(WORDS, 2).next(random),
              MAPS.next(random),
              null,
              random.nextBoolean() ? null : PLATFORMS.next(random),
              maybe(Gen.oneOf("application/y")).next(random),
              EXTRAS.next(random));

  static final Gen<ImageManifest> MANIFESTS =
      random ->
          new ImageManifest(
              Gen.oneOf(MediaType.OCI_MANIFEST, MediaType.DOCKER_MANIFEST).next(random),
              maybe(Gen.oneOf("application/y")).next(random),
              DESCRIPTORS.next(random),
              Gen.lists(DESCRIPTORS, 4).next(random),
              random.nextBoolean() ? null : DESCRIPTORS.next(random),
              MAPS.next(random),
              EXTRAS.next(random));

  static final Gen<ImageIndex> INDEXES =
      random ->
          new ImageIndex(
              Gen.oneOf(MediaType.OCI_INDEX, MediaType.DOCKER_LIST).next(random),
              maybe(Gen.oneOf("application/y")).next(random),
              Gen.lists(DESCRIPTORS, 4).next(random),
              random.nextBoolean() ? null : DESCRIPTORS.next(random),
              MAPS.next(random),
              EXTRAS.next(random));

  private static final Gen<Healthcheck> HEALTHCHECKS =
      random ->
          new Healthcheck(
              Gen.lists(WORDS, 3).next(random),
              random.nextLong(),
              Gen.longs(0, 9).next(random),
              0,
              Gen.longs(0, 9).next(random),
              random.nextInt());

  private static final Gen<ContainerConfig> CONTAINERS =
      random ->
          ContainerConfig.EMPTY
              .withUser(WORDS.next(random))
              .withExposedPorts(Gen.lists(WORDS, 3).next(random))
              .withEnv(Gen.lists(WORDS, 3).next(random))
              .withEntrypoint(Gen.lists(WORDS, 3).next(random))
              .withCmd(Gen.lists(WORDS, 3).next(random))
              .withVolumes(Gen.lists(WORDS, 3).next(random))
              .withWorkingDir(WORDS.next(random))
              .withLabels(MAPS.next(random))
              .withStopSignal(WORDS.next(random))
              .withHealthcheck(random.nextBoolean() ? null : HEALTHCHECKS.next(random))
              .withOnBuild(Gen.lists(WORDS, 3).next(random))
              .withShell(Gen.lists(WORDS, 3).next(random));

  private static final Gen<History> HISTORIES =
      random ->
          new History(
              maybe(WORDS).next(random),
              maybe(WORDS).next(random),
              maybe(WORDS).next(random),
              maybe(WORDS).next(random),
              random.nextBoolean(),
              EXTRAS.next(random));

  static final Gen<ImageConfig> CONFIGS =
      random ->
          new ImageConfig(
              maybe(Gen.oneOf("2024-01-01T00:00:00Z")).next(random),
              maybe(WORDS).next(random),
              PLATFORMS.next(random),
              CONTAINERS.next(random),
              new RootFs(Gen.lists(DIGESTS, 4).next(random), EXTRAS.next(random)),
              new ArrayList<>(Gen.lists(HISTORIES, 4).next(random)),
              EXTRAS.next(random));

  private Samples() {}

  static Descriptor layer(String content, long size) {
    return Descriptor.of(MediaType.OCI_LAYER_GZIP, digest(content), size);
  }

  static Digest digest(String content) {
    return Digest.sha256(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static List<Digest> digests(String... contents) {
    return List.of(contents).stream().map(Samples::digest).toList();
  }

  @SuppressWarnings("NullAway") // a generator of absent texts
  private static Gen<@Nullable String> maybe(Gen<String> gen) {
    return random -> random.nextBoolean() ? null : gen.next(random);
  }
}
