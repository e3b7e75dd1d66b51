package dev.lamina.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.content.Blob;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.io.Fs;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyReport.Finding;
import dev.lamina.store.VerifyReport.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final GarbageOptions KEEP = new GarbageOptions(GarbageOptions.Nameless.KEEP, NOW);
  private static final GarbageOptions REMOVE =
      new GarbageOptions(GarbageOptions.Nameless.REMOVE, NOW);

  @TempDir Path temp;

  private Path directory() {
    return temp.resolve("store");
  }

  private ImageStore open() throws IOException {
    return ImageStore.open(
        directory(), StoreOptions.DEFAULT.withLockTimeout(Duration.ofMillis(50)));
  }

  private Path blob(String content) {
    return directory().resolve("blobs/sha256").resolve(Pictures.digest(content).hex());
  }

  private static List<Problem> problems(VerifyReport report) {
    return report.findings().stream().map(Finding::problem).toList();
  }

  @Test
  void there_is_no_garbage_in_a_store_that_does_not_exist() throws IOException {
    assertEquals(new GarbageReport(List.of(), List.of(), 0), open().collectGarbage(REMOVE));
    assertFalse(Files.exists(directory()));
  }

  @Test
  void what_no_name_leads_to_goes_and_the_rest_stays() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "old");
    Pictures.tag(store, "hello", "new");
    try (StoreSession session = store.session("pull")) {
      session.put(new ByteArrayInputStream(new byte[1000]));
    }
    GarbageReport kept = store.collectGarbage(KEEP);
    assertEquals(List.of(), kept.images());
    assertEquals(1000, kept.bytes());
    assertEquals(1, kept.blobs().size());
    assertTrue(Files.exists(blob("old")));

    GarbageReport removed = store.collectGarbage(REMOVE);
    assertEquals(1, removed.images().size());
    assertEquals(3, removed.blobs().size());
    assertEquals(removed.bytes(), removed.blobs().stream().mapToLong(Blob::size).sum());
    assertFalse(Files.exists(blob("old")));
    assertTrue(Files.exists(blob("new")));
    assertEquals(List.of("hello:latest"), Pictures.names(store));
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
    assertEquals(0, store.collectGarbage(REMOVE).bytes());
  }

  @Test
  void all_platforms_of_an_index_are_kept() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("index")) {
      Descriptor root =
          Pictures.index(
              session,
              Pictures.put(session, "amd"),
              Pictures.put(session, "arm", new Platform("linux", "arm64")));
      session.name(Reference.parse("hello"), Pictures.index(session, root));
    }
    assertEquals(0, store.collectGarbage(REMOVE).bytes());
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void nothing_is_collected_while_a_session_is_open() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "1");
    try (StoreSession session = open().session("build")) {
      Descriptor root = Pictures.put(session, "2");
      String busy =
          String.valueOf(
              assertThrows(StoreBusyException.class, () -> store.collectGarbage(REMOVE))
                  .getMessage());
      assertTrue(busy.contains("collect garbage"), busy);
      assertTrue(Files.exists(blob("2")));
      session.name(Reference.parse("two"), root);
    }
    store.collectGarbage(REMOVE);
    assertEquals(List.of("hello:latest", "two:latest"), Pictures.names(store));
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void what_a_killed_process_left_goes_and_nothing_else() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "1");
    Path dead = Files.createDirectories(directory().resolve(".lamina/tmp/123/deep/er"));
    Files.writeString(dead.resolve("blob-1"), "half a layer");
    Files.writeString(directory().resolve(".lamina/tmp/123/index"), "{");
    Path outside = Files.writeString(Files.createDirectory(temp.resolve("out")).resolve("f"), "");
    Files.createSymbolicLink(directory().resolve(".lamina/tmp/link"), outside.getParent());
    Files.writeString(directory().resolve("blobs/sha256/.umoci-put"), "");
    Files.writeString(directory().resolve("oci-put-blob123"), "");
    Path foreignDirectory = Files.createDirectory(blob("a directory"));

    assertEquals(List.of("hello:latest"), Pictures.names(open()));
    store.collectGarbage(REMOVE);
    assertEquals(List.of(), Fs.names(directory().resolve(".lamina/tmp")));
    assertTrue(Files.exists(outside));
    assertTrue(Files.exists(directory().resolve("blobs/sha256/.umoci-put")));
    assertTrue(Files.exists(directory().resolve("oci-put-blob123")));
    assertTrue(Files.exists(foreignDirectory));
    assertTrue(Files.exists(directory().resolve(".lamina/gc.lock")));
  }

  @Test
  void nothing_is_removed_when_a_manifest_is_missing_or_damaged() throws IOException {
    ImageStore store = open();
    Descriptor root = Pictures.tag(store, "hello", "1");
    Pictures.tag(store, "hello", "2");
    Pictures.tag(store, "other", "1");
    try (StoreSession session = store.session("pull")) {
      session.put(new ByteArrayInputStream(new byte[1000]));
    }
    Path manifest = directory().resolve("blobs/sha256").resolve(root.digest().hex());
    byte[] bytes = Files.readAllBytes(manifest);
    String index = Files.readString(directory().resolve("index.json"));
    List<Blob> blobs = store.allBlobs();
    Files.delete(manifest);
    assertThrows(ContentMismatchException.class, () -> store.collectGarbage(REMOVE));
    bytes[5] ^= 1;
    Files.write(manifest, bytes);
    assertThrows(ContentMismatchException.class, () -> store.collectGarbage(REMOVE));
    assertEquals(blobs, store.allBlobs());
    assertEquals(index, Files.readString(directory().resolve("index.json")));
    Files.delete(directory().resolve("index.json"));
    assertThrows(ContentMismatchException.class, () -> store.collectGarbage(REMOVE));
    assertEquals(blobs, store.allBlobs());
  }

  @Test
  void an_image_with_a_name_of_another_tool_is_not_garbage() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "1");
    Path index = directory().resolve("index.json");
    Files.writeString(
        index, Files.readString(index).replace("docker.io/library/hello:latest", "v1"));
    assertEquals(0, store.collectGarbage(REMOVE).bytes());
    assertTrue(store.findRefName("v1").isPresent());
  }

  @Test
  void an_artifact_of_an_unknown_kind_is_kept() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("copy")) {
      Blob thing = session.put(new ByteArrayInputStream(new byte[10]));
      session.name(Reference.parse("thing"), Descriptor.of("text/x", thing.digest(), thing.size()));
    }
    assertEquals(0, store.collectGarbage(REMOVE).bytes());
  }

  @Test
  void verify_names_what_is_missing_short_or_rotten_and_moves_the_rotten_aside()
      throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "a", "gone");
    Pictures.tag(store, "b", "short");
    Pictures.tag(store, "c", "rotten");
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
    Files.delete(blob("gone"));
    Files.delete(blob("short"));
    Files.writeString(blob("short"), "sho");
    Files.delete(blob("rotten"));
    Files.writeString(blob("rotten"), "r0tten");

    assertEquals(
        List.of(Problem.MISSING, Problem.WRONG_SIZE), problems(store.verify(VerifyDepth.QUICK)));
    VerifyReport full = store.verify(VerifyDepth.FULL);
    Finding rotten =
        full.findings().stream()
            .filter(f -> f.blob().equals(Pictures.digest("rotten")))
            .findFirst()
            .orElseThrow();
    assertEquals(Problem.WRONG_DIGEST, rotten.problem());
    assertEquals("docker.io/library/c:latest", rotten.image());
    assertTrue(rotten.quarantined());
    assertFalse(Files.exists(blob("rotten")));
    Path aside = directory().resolve(".lamina/quarantine");
    assertEquals("r0tten", Files.readString(aside.resolve(Pictures.digest("rotten").hex() + ".1")));

    for (String name : List.of("gone", "short", "rotten")) {
      Pictures.tag(store, name.substring(0, 1), name);
    }
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void a_damaged_manifest_is_a_finding_and_not_the_end_of_the_check() throws IOException {
    ImageStore store = open();
    Descriptor root = Pictures.tag(store, "a", "1");
    Pictures.tag(store, "b", "2");
    Path manifest = directory().resolve("blobs/sha256").resolve(root.digest().hex());
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[5] ^= 1;
    Files.delete(manifest);
    Files.write(manifest, bytes);
    Files.delete(blob("2"));
    assertEquals(
        List.of(Problem.UNUSABLE, Problem.MISSING), problems(store.verify(VerifyDepth.QUICK)));
  }

  @Test
  void a_rotten_blob_stays_where_it_is_while_others_use_the_store() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "a", "rotten");
    Files.delete(blob("rotten"));
    Files.writeString(blob("rotten"), "r0tten");
    try (StoreSession other = store.session("build")) {
      Finding finding = store.verify(VerifyDepth.FULL).findings().get(0);
      assertFalse(finding.quarantined());
      assertTrue(finding.detail().contains("others are using"), finding.detail());
      assertTrue(other.images().size() == 1 && Files.exists(blob("rotten")));
    }
  }

  @Test
  void damaged_blobs_are_kept_for_inspection_for_a_while() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "a", "rotten");
    Files.delete(blob("rotten"));
    Files.writeString(blob("rotten"), "r0tten");
    store.verify(VerifyDepth.FULL);
    Path aside = directory().resolve(".lamina/quarantine");
    store.collectGarbage(new GarbageOptions(GarbageOptions.Nameless.KEEP, Instant.EPOCH));
    assertEquals(1, Fs.names(aside).size());
    store.collectGarbage(
        new GarbageOptions(GarbageOptions.Nameless.KEEP, Instant.parse("2100-01-01T00:00:00Z")));
    assertEquals(0, Fs.names(aside).size());
  }

  @Test
  void a_layer_that_is_not_to_be_distributed_may_be_missing() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("copy")) {
      Descriptor root = Pictures.put(session, "1");
      var manifest = (dev.lamina.oci.ImageManifest) store.manifest(root).value();
      var foreign =
          manifest
              .withConfigAndLayers(
                  manifest.config(),
                  List.of(Descriptor.of(MediaType.DOCKER_FOREIGN_LAYER, Pictures.digest("?"), 5)))
              .toDocument();
      session.put(foreign);
      session.name(Reference.parse("windows"), foreign.descriptor());
    }
    store.collectGarbage(REMOVE);
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
  }
}
