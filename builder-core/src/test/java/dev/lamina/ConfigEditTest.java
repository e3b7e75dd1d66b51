package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.ImageEdits.Recording;
import dev.lamina.build.Annotation;
import dev.lamina.build.SourceDate;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.Image;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyDepth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ConfigEditTest {
  private static final EditRequest APP = EditRequest.of("app");
  private static final EditRequest APP_TO_NEW = APP.withNames(List.of(Reference.parse("new")));

  @TempDir Path temp;

  private EditedStore store;

  @BeforeEach
  void fill_a_store() throws IOException, DockerfileException {
    store = EditedStore.filled(temp);
  }

  @AfterEach
  void the_store_is_sound() throws IOException {
    assertEquals(List.of(), store.images.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void an_edit_that_changes_nothing_gives_the_same_image() throws Exception {
    Digest before = store.images.find("app").digest();
    EditResult result =
        store.edits.config(APP, ConfigEdit.NONE.env("B", "3").user("1"), Recording.NONE);
    assertEquals(before, result.root().digest());
    assertNull(result.names().get(0).previous());
  }

  @Test
  void the_name_moves_and_the_old_image_stays_without_one() throws Exception {
    Digest before = store.images.find("app").digest();
    EditResult result =
        store.edits.config(APP, ConfigEdit.NONE.label("k", "v").removeEnv("A"), Recording.NONE);
    NamedRoot named = result.names().get(0);
    assertEquals("app:latest", requireNonNull(named.name()).familiar());
    assertEquals(before, requireNonNull(named.previous()).digest());
    assertEquals(before, store.images.find(before.toString()).digest());
    assertEquals("v", store.config("app").labels().get("k"));
    assertTrue(store.config("app").env().stream().noneMatch(e -> e.startsWith("A=")));
    Image old = store.image(before.toString());
    assertEquals(old.manifest().layers(), store.layers("app"));
    assertEquals(old.config().value().history(), store.image("app").config().value().history());
  }

  @Test
  void an_image_given_by_id_gives_a_nameless_one() throws Exception {
    String id = store.image("app").id().toString();
    EditResult result =
        store.edits.config(EditRequest.of(id), ConfigEdit.NONE.author("me"), Recording.NONE);
    assertNull(result.names().get(0).name());
    assertEquals(id, store.image("app").id().toString());
    assertEquals("me", store.image(result.imageId().toString()).config().value().author());
  }

  @Test
  void each_part_of_a_configuration_can_be_set_and_cleared() throws Exception {
    ConfigEdit set =
        ConfigEdit.NONE
            .entrypoint("[\"/e\"]")
            .cmd("run it")
            .user("u:g")
            .workingDir("/srv")
            .workingDir("sub")
            .expose("80-81/udp")
            .volume("/v")
            .stopSignal("SIGHUP")
            .healthcheck("--retries=2 CMD true")
            .created("2001-02-03T04:05:06+01:00")
            .platform(EditedStore.ARM64)
            .instructions(List.of("LABEL from=$B"));
    store.edits.config(APP_TO_NEW, set, Recording.NONE);
    Image made = store.image("new");
    assertEquals(List.of("/e"), store.config("new").entrypoint());
    assertEquals(List.of("/bin/sh", "-c", "run it"), store.config("new").cmd());
    assertEquals("/srv/sub", store.config("new").workingDir());
    assertEquals("[80/udp, 81/udp]", store.config("new").exposedPorts().toString());
    assertEquals(2, requireNonNull(store.config("new").healthcheck()).retries());
    assertEquals("3", store.config("new").labels().get("from"));
    assertEquals("2001-02-03T03:05:06Z", made.config().value().created());
    assertEquals(EditedStore.ARM64, made.config().value().platform());
    ConfigEdit cleared =
        ConfigEdit.NONE
            .entrypoint("")
            .user("")
            .workingDir("")
            .removeExposed("80-81/udp")
            .removeVolume("/v")
            .stopSignal("")
            .healthcheck("")
            .removeLabel("from")
            .removeLabel("of");
    store.edits.config(EditRequest.of("new"), cleared, Recording.NONE);
    String config = new String(store.image("new").config().bytes(), UTF_8);
    assertTrue(
        config.contains(
            "\"config\":{\"Env\":[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin"
                + ":/bin\",\"A=1\",\"B=3\",\"C=4\"]}"),
        config);
  }

  @Test
  void malformed_changes_are_refused_when_they_are_given() {
    for (var wrong :
        List.<Executable>of(
            () -> ConfigEdit.NONE.cmd("[1]"),
            () -> ConfigEdit.NONE.cmd("[\"a\""),
            () -> ConfigEdit.NONE.expose("x"),
            () -> ConfigEdit.NONE.stopSignal("SIGNONE"),
            () -> ConfigEdit.NONE.created("yesterday"))) {
      assertThrows(IllegalArgumentException.class, wrong);
    }
  }

  @Test
  void an_entry_of_the_history_can_be_asked_for() throws Exception {
    int before = store.image("app").config().value().history().size();
    store.edits.config(
        APP.withDate(SourceDate.given(60)),
        ConfigEdit.NONE.label("k", "v").user("9"),
        Recording.ENTRY);
    List<History> history = store.image("app").config().value().history();
    assertEquals(before + 1, history.size());
    assertEquals(
        new History("1970-01-01T00:01:00Z", "LABEL k=v; USER 9", null, "lamina", true),
        history.get(before));
    assertEquals("1970-01-01T00:01:00Z", store.image("app").config().value().created());
  }

  @Test
  void annotations_go_to_their_level() throws Exception {
    store.buildBoth("both", "FROM scratch\nCOPY a /\n");
    ConfigEdit edit = ConfigEdit.NONE;
    for (String text :
        List.of("a=1", "index:b=2", "manifest-descriptor:c=3", "manifest[linux/arm64]:d=4")) {
      for (Annotation annotation : Annotation.parse(text)) {
        edit = edit.annotation(annotation);
      }
    }
    store.edits.config(EditRequest.of("both"), edit, Recording.NONE);
    ImageIndex index = store.edits.indexes().inspect("both").index().value();
    assertEquals("{b=2}", index.annotations().toString());
    assertEquals("{c=3}", index.manifests().get(1).annotations().toString());
    assertEquals("{a=1}", store.image("both").manifest().annotations().toString());
    assertEquals(
        "{a=1, d=4}", store.image("both", EditedStore.ARM64).manifest().annotations().toString());
    store.edits.config(
        EditRequest.of("both"),
        ConfigEdit.NONE
            .removeAnnotation(Annotation.parse("a=").get(0))
            .removeAnnotation(Annotation.parse("index:b=").get(0)),
        Recording.NONE);
    assertEquals("{}", store.image("both").manifest().annotations().toString());
    ConfigEdit ofIndex = ConfigEdit.NONE.annotation(Annotation.parse("index:b=2").get(0));
    assertThrows(
        RefusedInputException.class, () -> store.edits.config(APP, ofIndex, Recording.NONE));
  }

  @Test
  void every_image_of_an_index_is_edited_unless_one_is_asked_for() throws Exception {
    store.buildBoth("both", "FROM scratch\nCOPY a /\n");
    store.edits.config(EditRequest.of("both"), ConfigEdit.NONE.user("5"), Recording.NONE);
    assertEquals(MediaType.OCI_INDEX, store.images.find("both").mediaType());
    for (var platform : List.of(EditedStore.AMD64, EditedStore.ARM64)) {
      Image image = store.image("both", platform);
      assertEquals("5", image.config().value().config().user());
      assertEquals(platform, image.config().value().platform());
    }
    store.edits.config(
        EditRequest.of("both").withPlatform(EditedStore.ARM64),
        ConfigEdit.NONE.user("6"),
        Recording.NONE);
    assertEquals(MediaType.OCI_MANIFEST, store.images.find("both").mediaType());
    assertEquals("6", store.config("both").user());
  }
}
