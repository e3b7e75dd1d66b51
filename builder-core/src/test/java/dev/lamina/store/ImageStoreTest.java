package dev.lamina.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {
  private static final Reference HELLO = Reference.parse("hello");

  @TempDir Path temp;

  private Path directory() {
    return temp.resolve("store");
  }

  private ImageStore open() throws IOException {
    return ImageStore.open(directory(), StoreOptions.DEFAULT);
  }

  private static int mode(Path path) throws IOException {
    return Objects.requireNonNull(Fs.status(path)).mode();
  }

  private static NamedImage named(String name, Descriptor root) {
    return new NamedImage(Reference.parse(name), root);
  }

  private static void assertMessage(String part, Class<? extends IOException> kind, Executable e) {
    String message = String.valueOf(assertThrows(kind, e).getMessage());
    assertTrue(message.contains(part), message);
  }

  @Test
  void a_store_is_made_with_the_first_write_and_not_before() throws IOException {
    ImageStore store = open();
    assertEquals(List.of(), store.images());
    assertThrows(NotFoundException.class, () -> store.resolve(HELLO));
    try (StoreSession session = store.session("look")) {
      assertFalse(session.has(Descriptor.EMPTY_JSON));
    }
    store.verify(VerifyDepth.FULL);
    assertFalse(Files.exists(directory()));
    Descriptor root = Pictures.tag(store, "hello", "x");
    assertEquals(root, store.manifest(store.resolve(HELLO).bare()).descriptor());
    assertEquals(List.of("hello:latest"), Pictures.names(open()));
  }

  @Test
  void files_have_their_places_and_modes() throws IOException {
    Pictures.tag(open(), "hello", "x");
    assertEquals(0700, mode(directory()));
    assertEquals(0700, mode(directory().resolve(".lamina")));
    assertEquals(0700, mode(directory().resolve(".lamina/tmp")));
    assertEquals(0600, mode(directory().resolve(".lamina/lock")));
    assertEquals(0600, mode(directory().resolve(".lamina/gc.lock")));
    assertEquals(0644, mode(directory().resolve("index.json")));
    Path blob = directory().resolve("blobs/sha256").resolve(Pictures.digest("x").hex());
    assertEquals(0444, mode(blob));
    assertEquals("x", Files.readString(blob));
    assertEquals(
        "{\"imageLayoutVersion\":\"1.0.0\"}", Files.readString(directory().resolve("oci-layout")));
    assertEquals(List.of(), Fs.names(directory().resolve(".lamina/tmp")));
  }

  @Test
  void a_shared_store_is_for_the_group_too() throws IOException {
    ImageStore store =
        ImageStore.open(directory(), StoreOptions.DEFAULT.withSharing(Sharing.SHARED));
    Pictures.tag(store, "hello", "x");
    assertEquals(02770, mode(directory()));
    assertEquals(02770, mode(directory().resolve("blobs/sha256")));
    assertEquals(0660, mode(directory().resolve(".lamina/lock")));
    assertMessage("can be written by others", RefusedInputException.class, this::open);
  }

  @Test
  void the_index_is_what_other_tools_read() throws IOException {
    Descriptor root = Pictures.tag(open(), "hello", "x");
    assertEquals(
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
            + "\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"digest\":\""
            + root.digest()
            + "\",\"size\":"
            + root.size()
            + ",\"annotations\":{\"org.opencontainers.image.ref.name\":"
            + "\"docker.io/library/hello:latest\"}}]}",
        Files.readString(directory().resolve("index.json")));
  }

  @Test
  void a_name_moves_and_the_image_that_lost_it_stays_without_one() throws IOException {
    ImageStore store = open();
    Descriptor one = Pictures.tag(store, "hello", "1");
    try (StoreSession session = store.session("tag")) {
      Descriptor two = Pictures.put(session, "2");
      Descriptor before = Objects.requireNonNull(session.tag(HELLO, two));
      assertTrue(before.sameContent(one));
      assertNull(session.tag(HELLO, two));
      assertEquals(List.of("hello:latest", "<none>"), Pictures.names(store));
      assertNull(session.tag(Reference.parse("other"), one));
      assertEquals(List.of("hello:latest", "other:latest"), Pictures.names(store));
      session.tag(HELLO, one);
      assertEquals(List.of("hello:latest", "other:latest", "<none>"), Pictures.names(store));
      session.tag(Reference.parse("other"), two);
      assertEquals(List.of("hello:latest", "other:latest"), Pictures.names(store));
    }
  }

  @Test
  void several_names_appear_at_once_and_none_leaves_an_image_without_one() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("build")) {
      Descriptor root = Pictures.put(session, "1");
      session.name(null, root);
      session.name(null, root);
      assertEquals(List.of("<none>"), Pictures.names(store));
      session.publish(List.of(named("a:1", root), named("b:1", root)));
      session.name(null, root);
      assertEquals(List.of("a:1", "b:1"), Pictures.names(store));
    }
  }

  @Test
  void a_name_is_taken_away_with_or_without_its_image() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "a", "1");
    Pictures.tag(store, "b", "1");
    Descriptor two = Pictures.tag(store, "c", "2");
    try (StoreSession session = store.session("untag")) {
      session.untag(Reference.parse("a"));
      assertEquals(List.of("b:latest", "c:latest"), Pictures.names(store));
      session.untag(Reference.parse("b"));
      assertEquals(List.of("c:latest", "<none>"), Pictures.names(store));
      session.remove(Pictures.tag(store, "b", "1").digest());
      assertEquals(List.of("c:latest"), Pictures.names(store));
      assertTrue(session.remove(Reference.parse("c")).sameContent(two));
      assertEquals(List.of(), Pictures.names(store));
      assertThrows(NotFoundException.class, () -> session.untag(HELLO));
      assertThrows(NotFoundException.class, () -> session.remove(HELLO));
      assertThrows(NotFoundException.class, () -> session.remove(two.digest()));
    }
  }

  @Test
  void a_name_with_a_digest_finds_the_image_whatever_its_tag_is() throws IOException {
    ImageStore store = open();
    Descriptor root = Pictures.tag(store, "hello:1", "1");
    assertTrue(store.resolve(HELLO.withDigest(root.digest())).sameContent(root));
    try (StoreSession session = store.session("tag")) {
      session.tag(HELLO.withDigest(root.digest()), root);
    }
    assertEquals(List.of("hello:1", "hello@" + root.digest()), Pictures.names(store));
    assertThrows(
        NotFoundException.class, () -> store.resolve(HELLO.withDigest(Pictures.digest("?"))));
  }

  @Test
  void an_image_is_found_by_what_people_type() throws IOException {
    ImageStore store = open();
    Descriptor root = Pictures.tag(store, "hello", "1");
    String id = ((ImageManifest) store.manifest(root).value()).config().digest().hex();
    Pictures.tag(store, "beef", "2");
    for (String text :
        List.of(
            "hello",
            "hello:latest",
            "docker.io/library/hello",
            root.digest().toString(),
            id,
            "sha256:" + id,
            id.substring(0, 12),
            id.substring(0, 4),
            "sha256:" + id.substring(0, 4),
            "hello@" + root.digest())) {
      assertTrue(store.find(text).sameContent(root), text);
    }
    assertTrue(!store.find("beef").sameContent(root));
    for (String text :
        List.of(id.substring(0, 3), "nothing", "a b", "", "sha256:0000", "\u001b[31m")) {
      assertMessage("", NotFoundException.class, () -> store.find(text));
    }
  }

  @Test
  void an_ambiguous_id_is_refused_with_the_list() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("fill")) {
      // enough images that two begin with the same four digits
      String found = null;
      java.util.Map<String, String> seen = new java.util.HashMap<>();
      for (int i = 0; found == null; i++) {
        String id =
            dev.lamina.oci.ImageConfig.of(new Platform("linux", "amd64"))
                .withRootFs(new dev.lamina.oci.RootFs(List.of(Pictures.digest("c" + i))))
                .toDocument(MediaType.OCI_CONFIG)
                .descriptor()
                .digest()
                .hex()
                .substring(0, 4);
        String before = seen.put(id, "c" + i);
        if (before != null) {
          session.name(Reference.parse("a"), Pictures.put(session, before));
          session.name(Reference.parse("b"), Pictures.put(session, "c" + i));
          found = id;
        }
      }
      String prefix = found;
      assertMessage("ambiguous image ID", NotFoundException.class, () -> store.find(prefix));
    }
  }

  @Test
  void several_images_are_named_at_once_or_not_at_all() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("load")) {
      Descriptor one = Pictures.put(session, "1");
      Descriptor two = Pictures.put(session, "2");
      session.publish(List.of(named("a:1", one)));
      List<NamedImage> moved = session.publish(List.of(named("a:1", two), named("b:1", one)));
      assertEquals(1, moved.size());
      assertEquals(Reference.parse("a:1"), moved.get(0).name());
      assertTrue(moved.get(0).root().sameContent(one));
      Files.delete(directory().resolve("blobs/sha256").resolve(Pictures.digest("1").hex()));
      assertMessage(
          "missing blob",
          ContentMismatchException.class,
          () -> session.publish(List.of(named("c:1", two), named("d:1", one))));
    }
    assertEquals(List.of("a:1", "b:1"), Pictures.names(store));
  }

  @Test
  void an_index_of_platforms_is_an_image_too() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("index")) {
      Descriptor amd = Pictures.put(session, "1");
      Descriptor arm = Pictures.put(session, "1", new Platform("linux", "arm64"));
      Descriptor root = Pictures.index(session, amd, arm);
      session.name(HELLO, root);
      String id = ((ImageManifest) store.manifest(arm).value()).config().digest().hex();
      assertTrue(store.find(id).sameContent(root));
      assertEquals(root.digest(), store.find("hello").digest());
    }
  }

  @Test
  void an_image_that_is_not_complete_gets_no_name() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("build")) {
      Descriptor root = Pictures.put(session, "1");
      Files.delete(directory().resolve("blobs/sha256").resolve(Pictures.digest("1").hex()));
      assertMessage(
          "missing blob", ContentMismatchException.class, () -> session.name(HELLO, root));
      assertMessage(
          "missing blob",
          ContentMismatchException.class,
          () ->
              session.name(HELLO, Descriptor.of(MediaType.OCI_MANIFEST, Pictures.digest("?"), 5)));
    }
    assertEquals(List.of(), store.images());
  }

  @Test
  void a_blob_is_read_with_its_bytes_checked() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "content");
    Descriptor layer =
        Descriptor.of(MediaType.OCI_LAYER_TAR, Pictures.digest("content"), "content".length());
    assertTrue(store.has(layer));
    try (var in = store.open(layer)) {
      assertArrayEquals("content".getBytes(UTF_8), in.readAllBytes());
    }
    assertFalse(store.has(Descriptor.of("x", layer.digest(), 3)));
    assertThrows(
        ContentMismatchException.class,
        () -> store.open(Descriptor.of("x", layer.digest(), 3)).close());
    assertThrows(
        NotFoundException.class,
        () -> store.open(Descriptor.of("x", Pictures.digest("?"), 3)).close());

    Path blob = directory().resolve("blobs/sha256").resolve(layer.digest().hex());
    Files.delete(blob);
    Files.writeString(blob, "c0ntent");
    try (var in = store.open(layer)) {
      assertMessage("digest mismatch", ContentMismatchException.class, in::readAllBytes);
    }
  }

  @Test
  void a_blob_that_is_a_link_or_a_directory_is_not_read() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "content");
    Descriptor layer = Descriptor.of("x", Pictures.digest("content"), "content".length());
    Path blob = directory().resolve("blobs/sha256").resolve(layer.digest().hex());
    Path outside = Files.writeString(temp.resolve("outside"), "content");
    Files.delete(blob);
    Files.createSymbolicLink(blob, outside);
    assertFalse(store.has(layer));
    assertMessage("missing blob", ContentMismatchException.class, () -> store.open(layer).close());
    Files.delete(blob);
    Files.createDirectory(blob);
    assertMessage("missing blob", ContentMismatchException.class, () -> store.open(layer).close());
  }

  @Test
  void writing_a_blob_again_heals_it() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "content");
    Path blob = directory().resolve("blobs/sha256").resolve(Pictures.digest("content").hex());
    Files.delete(blob);
    Files.writeString(blob, "rotten!");
    Pictures.tag(store, "hello", "content");
    assertEquals("content", Files.readString(blob));
    assertEquals(0444, mode(blob));
  }

  @Test
  @SuppressWarnings("try") // closed early on purpose
  void a_blob_that_is_not_committed_leaves_nothing() throws IOException {
    ImageStore store = open();
    try (StoreSession session = store.session("build")) {
      try (BlobWriter writer = session.newBlob()) {
        writer.write("half".getBytes(UTF_8));
      }
      Descriptor lie = Descriptor.of("x", Pictures.digest("abc"), 3);
      assertThrows(
          ContentMismatchException.class,
          () -> session.put(lie, new ByteArrayInputStream("abd".getBytes(UTF_8))));
      assertEquals(List.of(), Fs.names(session.scratchDirectory()));
      BlobWriter open = session.newBlob();
      open.write(1);
      session.close();
      assertThrows(IOException.class, open::commit);
      assertThrows(IllegalStateException.class, session::newBlob);
    }
    assertEquals(List.of(), store.allBlobs());
    assertEquals(List.of(), Fs.names(directory().resolve(".lamina/tmp")));
  }

  @Test
  void what_other_tools_put_into_the_index_stays() throws IOException {
    ImageStore store = open();
    Descriptor one = Pictures.tag(store, "hello", "1");
    Path index = directory().resolve("index.json");
    String foreign =
        "{\"schemaVersion\":2,\"x-top\":{\"a\":[1.50]},\"manifests\":[{\"x-entry\":true,"
            + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
            + one.digest()
            + "\",\"size\":"
            + one.size()
            + ",\"annotations\":{\"com.example\":\"1\","
            + "\"org.opencontainers.image.ref.name\":\"v1\"}}]}";
    Files.writeString(index, foreign);
    assertEquals(List.of("<none>"), Pictures.names(store));
    assertTrue(store.findRefName("v1").isPresent());
    Pictures.tag(store, "other", "2");
    String after = Files.readString(index);
    String start = foreign.substring(0, foreign.length() - 2);
    assertTrue(after.startsWith(start + ","), after);
    Pictures.tag(store, "hello", "1");
    Pictures.tag(store, "hello", "2");
    assertTrue(Files.readString(index).startsWith(start + ","), Files.readString(index));
  }

  @Test
  void a_name_that_two_entries_have_is_ambiguous_until_it_is_set() throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "1");
    Pictures.tag(store, "other", "2");
    Path index = directory().resolve("index.json");
    Files.writeString(index, Files.readString(index).replace("library/other", "library/hello"));
    assertMessage("ambiguous name", RefusedInputException.class, () -> store.resolve(HELLO));
    Descriptor two = Pictures.tag(store, "hello", "2");
    assertTrue(store.resolve(HELLO).sameContent(two));
    assertEquals(List.of("hello:latest", "<none>"), Pictures.names(store));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | not JSON",
        "x | not JSON",
        "[] | not a JSON object",
        "{} | 'schemaVersion' is missing",
        "{\"schemaVersion\":1} | is not 2",
        "{\"schemaVersion\":2,\"manifests\":{}} | not an array",
        "{\"schemaVersion\":2,\"Manifests\":[]} | must be spelled",
        "{\"schemaVersion\":2,\"manifests\":[{}]} | is missing",
      })
  void a_damaged_index_is_named_and_never_replaced(String text, String message) throws IOException {
    ImageStore store = open();
    Pictures.tag(store, "hello", "1");
    Path index = directory().resolve("index.json");
    Files.writeString(index, text == null ? "" : text);
    String expected = text == null || text.isEmpty() ? "JSON" : message;
    assertMessage(expected, ContentMismatchException.class, this::open);
    assertMessage(
        expected, ContentMismatchException.class, () -> Pictures.tag(store, "hello", "2"));
    assertEquals(text == null ? "" : text, Files.readString(index));
  }

  @Test
  void null_instead_of_entries_is_read_as_none() throws IOException {
    Pictures.tag(open(), "hello", "1");
    Files.writeString(
        directory().resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":null}");
    assertEquals(List.of(), open().images());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"imageLayoutVersion\":\"2.0.0\"}", "{\"imageLayoutVersion\":1}"})
  void another_version_of_the_layout_is_refused(String text) throws IOException {
    Pictures.tag(open(), "hello", "1");
    Files.writeString(directory().resolve("oci-layout"), text);
    assertMessage("not an OCI image layout", ContentMismatchException.class, this::open);
  }

  @Test
  void a_directory_of_something_else_is_refused_and_left_alone() throws IOException {
    Files.createDirectory(directory());
    Files.writeString(directory().resolve("holiday.jpg"), "");
    assertMessage("oci-layout is missing", ContentMismatchException.class, this::open);
    try (Stream<Path> left = Files.list(directory())) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void a_layout_without_an_index_is_refused_unless_we_began_it() throws IOException {
    Files.createDirectory(directory());
    Files.write(directory().resolve("oci-layout"), LayoutDirectory.OCI_LAYOUT);
    assertMessage("index.json is missing", ContentMismatchException.class, this::open);
    Files.createDirectory(directory().resolve(".lamina"));
    assertEquals(List.of(), open().images());
    Pictures.tag(open(), "hello", "1");
    assertEquals(List.of("hello:latest"), Pictures.names(open()));
  }

  @Test
  void a_blobs_directory_that_is_a_link_is_refused() throws IOException {
    Pictures.tag(open(), "hello", "1");
    Path blobs = directory().resolve("blobs");
    Files.move(blobs, temp.resolve("elsewhere"));
    Files.createSymbolicLink(blobs, temp.resolve("elsewhere"));
    assertMessage("blobs is not a directory", ContentMismatchException.class, this::open);
  }

  @Test
  void a_store_that_others_can_write_to_is_refused_with_the_way_out() throws IOException {
    Pictures.tag(open(), "hello", "1");
    for (String mode : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString(mode));
      assertMessage("chmod go-w", RefusedInputException.class, this::open);
    }
    assertEquals(
        1,
        ImageStore.open(directory(), StoreOptions.DEFAULT.withSharing(Sharing.SHARED))
            .images()
            .size());
  }

  @Test
  void a_lock_file_that_is_a_link_is_not_followed() throws IOException {
    Pictures.tag(open(), "hello", "1");
    Path lock = directory().resolve(".lamina/lock");
    Path outside = Files.writeString(temp.resolve("outside"), "");
    Files.delete(lock);
    Files.createSymbolicLink(lock, outside);
    assertMessage("not a lock file", IOException.class, () -> Pictures.tag(open(), "hello", "2"));
  }

  @Test
  void a_read_only_store_is_read_and_a_write_fails_at_once() throws IOException {
    Descriptor root = Pictures.tag(open(), "hello", "1");
    try (Stream<Path> all = Files.walk(directory())) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      }
    }
    org.junit.jupiter.api.Assumptions.assumeFalse(
        Files.isWritable(directory()), "modes do not stop this user");
    try {
      ImageStore store = open();
      try (StoreSession session = store.session("push")) {
        assertTrue(session.resolve(HELLO).sameContent(root));
        assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
        assertMessage("is read-only", IOException.class, session::requireWritable);
        assertMessage("is read-only", IOException.class, session::newBlob);
      }
    } finally {
      try (Stream<Path> all = Files.walk(directory())) {
        for (Path path : all.filter(Files::isDirectory).toList()) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  @Test
  void work_that_cannot_fit_is_refused_before_it_begins() throws IOException {
    try (StoreSession session = open().session("pull")) {
      session.requireSpace(1);
      assertMessage(
          "no space: needed 9223372036854775807 bytes, free ",
          IOException.class,
          () -> session.requireSpace(Long.MAX_VALUE));
    }
  }
}
