package dev.lamina;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.ImageEdits.Recording;
import dev.lamina.build.Annotation;
import dev.lamina.build.BuildRequest;
import dev.lamina.build.SourceDate;
import dev.lamina.compression.Compression;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.Image;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ImageEditsTest {
  private static final EditRequest APP = EditRequest.of("app");
  private static final EditRequest APP_TO_NEW = APP.withNames(List.of(Reference.parse("new")));

  @TempDir Path temp;

  private EditedStore store;

  @BeforeEach
  void fill_a_store() throws IOException, DockerfileException {
    store = new EditedStore(temp);
    store.build("base", "FROM scratch\nCOPY a /bin/a\nENV A=1 B=2\nLABEL of=base\nUSER 1\n");
    store.build("app", "FROM base\nCOPY b /etc/b\nENV B=3 C=4\nCOPY a /bin/a\nCMD [\"/bin/a\"]\n");
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
    assertEquals("app:latest", named.name().familiar());
    assertEquals(before, named.previous().digest());
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
    assertEquals(2, store.config("new").healthcheck().retries());
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
  void documents_of_dockers_format_stay_dockers_and_have_no_annotations() throws Exception {
    store.buildDockers("dockers", "FROM scratch\nCOPY a /\nCOPY b /\n");
    EditRequest dockers = EditRequest.of("dockers");
    store.edits.append(dockers, AppendedFiles.of(List.of(store.tar("d.tar", "p 0600 0:0 d"))));
    store.edits.squash(dockers, new SquashedLayers.Last(2), Compression.GZIP);
    Image image = store.image("dockers");
    assertEquals(MediaType.DOCKER_MANIFEST, image.manifest().mediaType());
    assertEquals(MediaType.DOCKER_CONFIG, image.manifest().config().mediaType());
    for (Descriptor layer : image.manifest().layers()) {
      assertTrue(layer.mediaType().startsWith("application/vnd.docker."), layer.mediaType());
    }
    ConfigEdit annotated = ConfigEdit.NONE.annotation(Annotation.parse("k=v").get(0));
    assertThrows(
        RefusedInputException.class, () -> store.edits.config(dockers, annotated, Recording.NONE));
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

  @Test
  void flattened_files_are_the_files_of_the_image() throws Exception {
    store.edits.squash(APP_TO_NEW, new SquashedLayers.All(), Compression.ZSTD);
    assertEquals(1, store.layers("new").size());
    assertTrue(MediaType.isZstd(store.layers("new").get(0).mediaType()));
    assertArrayEquals(store.files("app"), store.files("new"));
    assertEquals(store.config("app"), store.config("new"));
    List<History> history = store.image("new").config().value().history();
    assertEquals("merge of 3 layers", history.get(history.size() - 1).comment());
    assertEquals(1, history.stream().filter(h -> !h.emptyLayer()).count());
    Digest once = store.images.find("new").digest();
    store.edits.squash(EditRequest.of("new"), new SquashedLayers.All(), Compression.GZIP);
    assertEquals(once, store.images.find("new").digest());
  }

  @Test
  void squashing_keeps_the_layers_below() throws Exception {
    List<Descriptor> base = store.layers("base");
    List<Digest> made = new ArrayList<>();
    for (SquashedLayers which :
        List.of(
            new SquashedLayers.Above("base"),
            new SquashedLayers.Last(2),
            new SquashedLayers.From(2))) {
      made.add(store.edits.squash(APP_TO_NEW, which, Compression.GZIP).root().digest());
      assertEquals(2, store.layers("new").size());
      assertEquals(base, store.layers("new").subList(0, 1));
      assertArrayEquals(store.files("app"), store.files("new"));
    }
    assertEquals(1, made.stream().distinct().count());
    for (SquashedLayers none : List.of(new SquashedLayers.Last(4), new SquashedLayers.From(0))) {
      assertThrows(
          RefusedInputException.class,
          () -> store.edits.squash(APP_TO_NEW, none, Compression.GZIP));
    }
  }

  @Test
  void an_appended_archive_keeps_its_bytes_and_its_whiteouts_count() throws Exception {
    Path tar =
        store.tar("add.tar", "d 0755 0:0 etc", "f 0600 0:0 etc/.wh.b", "f 0644 7:8 etc/c new");
    store.edits.append(APP_TO_NEW, AppendedFiles.of(List.of(tar)));
    Descriptor top = store.layers("new").get(3);
    assertEquals(MediaType.OCI_LAYER_TAR, top.mediaType());
    assertEquals(Digest.sha256(Files.readAllBytes(tar)), top.digest());
    assertEquals(store.layers("app"), store.layers("new").subList(0, 3));
    List<History> history = store.image("new").config().value().history();
    assertEquals("lamina append add.tar", history.get(history.size() - 1).createdBy());
    store.edits.squash(EditRequest.of("new"), new SquashedLayers.All(), Compression.NONE);
    byte[] merged = store.files("new");
    String names = new String(merged, ISO_8859_1);
    assertTrue(names.contains("etc/c") && !names.contains("etc/b"), names);
  }

  @Test
  void what_layers_cannot_be_is_not_appended() throws Exception {
    Path text = Files.writeString(temp.resolve("text"), "no tar at all, but longer than a head");
    Path empty = Files.createFile(temp.resolve("empty"));
    Path bzip2 = Files.writeString(temp.resolve("a.tar.bz2"), "BZh91AY");
    for (Path file : List.of(text, empty, bzip2)) {
      assertThrows(
          RefusedInputException.class,
          () -> store.edits.append(APP_TO_NEW, AppendedFiles.of(List.of(file))));
    }
    assertThrows(
        NotFoundException.class,
        () -> store.edits.append(APP_TO_NEW, AppendedFiles.of(List.of(temp.resolve("none")))));
    assertThrows(NotFoundException.class, () -> store.images.find("new"));
  }

  @Test
  void a_directory_goes_where_copy_would_put_it() throws Exception {
    Path files = Files.createDirectories(temp.resolve("files/sub"));
    Files.writeString(files.resolve("f"), "text");
    store.edits.append(
        EditRequest.of("scratch").withNames(List.of(Reference.parse("made"))),
        new AppendedFiles(
            List.of(temp.resolve("files")),
            "/srv",
            ContextOptions.at(0).withModes(ContextOptions.Modes.GIT),
            "3:4",
            "u=rwX,go=",
            Compression.GZIP));
    Path context = temp.resolve("context");
    Files.createDirectories(context.resolve("sub"));
    Files.writeString(context.resolve("sub/f"), "text");
    var built =
        store.images.build(
            BuildRequest.builder(
                    DockerfileSource.of(
                        "Dockerfile", "FROM scratch\nCOPY --chown=3:4 --chmod=u=rwX,go= . /srv/\n"),
                    DirectoryContext.open(
                        context,
                        DockerIgnore.NONE,
                        ContextOptions.at(0).withModes(ContextOptions.Modes.GIT)))
                .build());
    String root = built.root().digest().toString();
    assertEquals(store.layers(root), store.layers("made"));
    assertEquals(store.config(root), store.config("made"));
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
        "FROM scratch\nCOPY a /bin/a\nCOPY b /lib/b\nENV A=9 B=8 D=7\nLABEL of=two more=yes\n"
            + "USER 2\nSTOPSIGNAL 9\nCMD [\"/lib\"]\n");
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
    assertTrue(e.getMessage().contains("layer 1 of the base is sha256:"), e.getMessage());
    assertThrows(NotFoundException.class, () -> store.edits.rebase(APP, null, "base"));
  }

  @Test
  void an_index_can_be_made_added_to_and_taken_from() throws Exception {
    store.buildBoth("both", "FROM scratch\nCOPY a /\n");
    IndexEdits indexes = store.edits.indexes();
    Reference name = Reference.parse("list");
    indexes.create(name, List.of(new IndexEdits.Listed("app", null)), Map.of("k", "v"));
    Digest first = store.images.find("list").digest();
    ImageIndex index = indexes.inspect("list").index().value();
    assertEquals(EditedStore.AMD64, index.manifests().get(0).platform());
    assertEquals("v", index.annotations().get("k"));
    IndexEdits.Changed added =
        indexes.add(name, List.of(new IndexEdits.Listed("base", EditedStore.ARM64)));
    assertEquals(List.of(), added.replaced());
    assertEquals(2, indexes.inspect("list").entries().size());
    IndexEdits.Changed replaced = indexes.add(name, List.of(new IndexEdits.Listed("both", null)));
    assertEquals(2, replaced.replaced().size());
    assertEquals(
        indexes.inspect("both").index().value().manifests(),
        indexes.inspect("list").index().value().manifests());
    assertThrows(NotFoundException.class, () -> indexes.remove(name, List.of("linux/s390x")));
    String arm = store.image("both", EditedStore.ARM64).descriptor().digest().toString();
    indexes.remove(name, List.of(arm));
    indexes.add(name, List.of(new IndexEdits.Listed("app", null)));
    assertEquals(first, store.images.find("list").digest());
    indexes.remove(name, List.of("amd64"));
    assertEquals(List.of(), indexes.inspect("list").entries());
    assertThrows(RefusedInputException.class, () -> indexes.inspect("app"));
  }

  @Test
  void a_name_can_be_taken_away_and_the_image_stays() throws Exception {
    Descriptor root = store.images.find("app");
    store.images.tag("app", Reference.parse("other"));
    store.edits.untag(Reference.parse("app"));
    store.edits.untag(Reference.parse("other"));
    assertEquals(root.digest(), store.images.find(root.digest().toString()).digest());
    assertThrows(NotFoundException.class, () -> store.images.find("app"));
    assertThrows(NotFoundException.class, () -> store.edits.untag(Reference.parse("app")));
  }
}
