package dev.lamina;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.ImageEdits.Recording;
import dev.lamina.build.Annotation;
import dev.lamina.build.BuildRequest;
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
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyDepth;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerEditsTest {
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
  void any_stack_of_layers_has_the_same_files_when_some_are_one() throws IOException {
    Gen<String> lines =
        Gen.oneOf(
            "d 0755 0:0 a",
            "d 0700 1:1 a",
            "f 0644 0:0 a/b one",
            "f 0600 2:2 a/b two",
            "h 0644 0:0 a/c a/b",
            "l 0777 0:0 a/c b",
            "f 0644 0:0 a/.wh.b",
            "f 0644 0:0 a/.wh..wh..opq",
            "f 0644 0:0 .wh.a",
            "p 0600 0:0 e",
            "d 0755 0:0 e",
            "f 0644 0:0 e/f three");
    Law.forAll(Gen.lists(Gen.lists(lines, 5), 4), 40, this::hasTheSameFiles);
  }

  private void hasTheSameFiles(List<List<String>> layers) throws IOException {
    if (layers.isEmpty()) {
      return;
    }
    List<Path> tars = new ArrayList<>();
    for (List<String> lines : layers) {
      tars.add(store.tar("layer-" + tars.size(), lines.toArray(String[]::new)));
    }
    EditRequest stack = EditRequest.of("stack").withNames(List.of(Reference.parse("merged")));
    byte[] files;
    try {
      store.edits.append(
          EditRequest.of("scratch").withNames(List.of(Reference.parse("stack"))),
          AppendedFiles.of(tars));
      files = store.files("stack");
    } catch (RefusedInputException e) {
      return; // a link to nothing
    }
    for (int layer = 1; layer <= tars.size(); layer++) {
      store.edits.squash(stack, new SquashedLayers.From(layer), Compression.NONE);
      assertArrayEquals(files, store.files("merged"));
    }
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
}
