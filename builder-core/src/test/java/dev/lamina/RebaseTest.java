package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.ImageEdits.Recording;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyDepth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebaseTest {
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
  void on_the_same_base_an_image_stays_what_it_is() throws Exception {
    Digest id = store.image("app").id();
    EditResult result = store.edits.rebase(APP, "base", "base");
    assertEquals(id, result.imageId());
    assertEquals(
        "docker.io/library/base:latest",
        store.image("app").manifest().annotations().get("org.opencontainers.image.base.name"));
    assertEquals(result.root().digest(), store.edits.rebase(APP, null, null).root().digest());
  }

  @Test
  void on_another_base_what_the_image_has_not_changed_is_the_bases() throws Exception {
    store.build(
        "base:2",
        """
        FROM scratch
        COPY a /bin/a
        COPY b /lib/b
        ENV A=9 B=8 D=7
        LABEL of=two more=yes
        USER 2
        STOPSIGNAL 9
        CMD ["/lib"]
        """);
    store.edits.rebase(APP_TO_NEW, "base", "base:2");
    var config = store.config("new");
    assertEquals(List.of("A=9", "B=3", "D=7", "C=4"), config.env().subList(1, config.env().size()));
    assertEquals("{more=yes, of=two}", config.labels().toString());
    assertEquals("2", config.user());
    assertEquals("9", config.stopSignal());
    assertEquals(List.of("/bin/a"), config.cmd());
    List<Descriptor> layers = store.layers("new");
    assertEquals(store.layers("base:2"), layers.subList(0, 2));
    assertEquals(store.layers("app").subList(1, 3), layers.subList(2, 4));
    assertEquals(
        4,
        store.image("new").config().value().history().stream()
            .filter(h -> !h.emptyLayer())
            .count());
    store.edits.rebase(EditRequest.of("new"), "base:2", "base");
    assertEquals(store.image("app").id(), store.image("new").id());
  }

  @Test
  void a_base_for_another_platform_is_refused() throws Exception {
    store.edits.config(
        EditRequest.of("base").withNames(List.of(Reference.parse("arm"))),
        ConfigEdit.NONE.platform(EditedStore.ARM64),
        ImageEdits.Recording.NONE);
    assertThrows(RefusedInputException.class, () -> store.edits.rebase(APP, "base", "arm"));
  }

  @Test
  void the_annotated_base_is_found_in_an_index_too() throws Exception {
    store.buildBoth("both", "FROM scratch\nCOPY a /\n");
    String file = store.tar("on-top.tar", "f 0644 0:0 x y").toString();
    store.edits.append(
        EditRequest.of("both").withNames(List.of(Reference.parse("top"))),
        AppendedFiles.of(List.of(Path.of(file))));
    EditRequest top = EditRequest.of("top");
    store.edits.rebase(top, "both", "both");
    store.edits.config(EditRequest.of("both"), ConfigEdit.NONE.user("8"), Recording.NONE);
    store.edits.rebase(top, null, null);
    assertEquals("8", store.image("top", EditedStore.ARM64).config().value().config().user());
    assertEquals("8", store.config("top").user());
  }

  @Test
  void an_image_that_does_not_stand_on_the_old_base_is_refused() throws Exception {
    store.build("other", "FROM scratch\nCOPY b /b\n");
    RefusedInputException e =
        assertThrows(RefusedInputException.class, () -> store.edits.rebase(APP, "other", "base"));
    assertTrue(
        String.valueOf(e.getMessage()).contains("layer 1 of the base is sha256:"),
        String.valueOf(e.getMessage()));
    assertThrows(NotFoundException.class, () -> store.edits.rebase(APP, null, "base"));
  }
}
