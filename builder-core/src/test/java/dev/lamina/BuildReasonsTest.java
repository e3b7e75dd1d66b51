package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.CacheUse;
import dev.lamina.cache.Reason;
import dev.lamina.cache.StepVerdict;
import dev.lamina.compression.Compression;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.Durability;
import dev.lamina.io.NotFoundException;
import dev.lamina.reference.Reference;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildReasonsTest {
  private static final String BASE = "FROM scratch\nENV A=1\n";
  private static final String APP =
      "FROM base\nARG V=1\nENV E=x\nCOPY d /app/\nCOPY ${E}* c$V* /v/\n";

  @TempDir Path temp;
  private Images images;

  @BeforeEach
  void built_once() throws IOException, DockerfileException {
    images =
        Images.open(
            temp.resolve("store"),
            ImagesOptions.DEFAULT.withStore(StoreOptions.DEFAULT.withDurability(Durability.FAST)));
    write("d/a", "one");
    write("d/b", "two");
    write("c1", "c1");
    write("c2", "c2");
    write("x1", "x1");
    base(BASE);
    build(APP);
  }

  private Path file(String name) {
    return temp.resolve("context").resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.writeString(file(name), text);
  }

  private void base(String text) throws IOException, DockerfileException {
    build("base.Dockerfile", "base", text, r -> r);
  }

  private void build(String text) throws IOException, DockerfileException {
    build(text, r -> r);
  }

  private void build(String text, UnaryOperator<BuildRequest.Builder> options)
      throws IOException, DockerfileException {
    build("Dockerfile", "app", text, options);
  }

  private void build(
      String file, String name, String text, UnaryOperator<BuildRequest.Builder> options)
      throws IOException, DockerfileException {
    Path root = temp.resolve("context");
    DirectoryContext context =
        DirectoryContext.open(root, DockerIgnore.find(root, null, null), ContextOptions.at(0));
    images.build(
        options
            .apply(
                BuildRequest.builder(DockerfileSource.of(file, text), context)
                    .name(Reference.parse(name)))
            .build());
  }

  /** What has changed, a line each: step, verdict, kind, subject, before and after. */
  private List<String> why() throws IOException {
    List<String> lines = new ArrayList<>();
    for (StepVerdict step : images.reasons().of("app").get(0).steps()) {
      for (Reason reason : step.reasons()) {
        String line = step.step() + " " + step.verdict().id() + " " + reason.kind().id();
        line += reason.subject().isEmpty() ? "" : " " + reason.subject();
        boolean plain = reason.kind() != Reason.Kind.CONTENT && reason.kind() != Reason.Kind.BASE;
        lines.add(
            plain && reason.before() != null && reason.after() != null
                ? line + " " + reason.before() + " -> " + reason.after()
                : line);
      }
    }
    return lines;
  }

  @Test
  void of_a_first_build_everything_is_new() throws IOException {
    assertEquals(
        List.of(
            "0 changed first-build",
            "1 changed first-build",
            "2 changed first-build",
            "3 miss first-build",
            "4 miss first-build"),
        why());
  }

  @Test
  void of_the_same_build_again_nothing_is() throws IOException, DockerfileException {
    build(APP);
    assertEquals(List.of(), why());
    assertEquals(
        List.of("same", "same", "same", "hit", "hit"),
        images.reasons().of("app").get(0).steps().stream().map(s -> s.verdict().id()).toList());
  }

  @Test
  void content() throws IOException, DockerfileException {
    write("d/a", "neo");
    build(APP);
    assertEquals(List.of("3 miss content /app/a"), why());
  }

  @Test
  void mode() throws IOException, DockerfileException {
    Files.setPosixFilePermissions(file("d/a"), PosixFilePermissions.fromString("rwx------"));
    build(APP);
    String before = "0" + "644";
    assertEquals(List.of("3 miss mode /app/a " + before + " -> 0700"), why());
  }

  @Test
  void added() throws IOException, DockerfileException {
    write("d/c", "new");
    build(APP);
    assertEquals(List.of("3 miss added /app/c"), why());
  }

  @Test
  void removed() throws IOException, DockerfileException {
    Files.delete(file("d/a"));
    build(APP);
    assertEquals(List.of("3 miss removed /app/a"), why());
  }

  @Test
  void renamed() throws IOException, DockerfileException {
    Files.delete(file("d/a"));
    write("d/z", "one");
    build(APP);
    assertEquals(List.of("3 miss renamed /app/z /app/a -> /app/z"), why());
  }

  @Test
  void ignored_and_no_longer_ignored() throws IOException, DockerfileException {
    write(".dockerignore", "**/nothing\nd/b\n!d/a\n");
    build(APP);
    assertEquals(List.of("3 miss ignored /app/b"), why());
    StepVerdict step = images.reasons().of("app").get(0).steps().get(3);
    String by = "d/b in " + file(".dockerignore");
    assertEquals(by, step.reasons().get(0).after());
    Files.delete(file(".dockerignore"));
    build(APP);
    assertEquals(List.of("3 hit no-longer-ignored /app/b"), why());
  }

  @Test
  void arg() throws IOException, DockerfileException {
    build(APP, r -> r.buildArg("V", "2"));
    assertEquals(
        List.of("1 changed arg V", "4 miss arg V", "4 miss removed /v/c1", "4 miss added /v/c2"),
        why());
  }

  @Test
  void env() throws IOException, DockerfileException {
    build(APP.replace("E=x", "E=c"));
    assertEquals(
        List.of(
            "2 changed env E x -> c",
            "4 miss env E x -> c",
            "4 miss added /v/c2",
            "4 miss removed /v/x1"),
        why());
  }

  @Test
  void base() throws IOException, DockerfileException {
    base(BASE.replace("A=1", "A=2"));
    build(APP);
    assertEquals(List.of("0 changed base base"), why());
  }

  @Test
  void compression() throws IOException, DockerfileException {
    build(APP, r -> r.compression(Compression.NONE));
    assertEquals(
        List.of("3 miss compression gzip -> none", "4 miss compression gzip -> none"), why());
  }

  @Test
  void no_cache_is_a_reason() throws IOException, DockerfileException {
    build(APP, r -> r.cache(CacheUse.IGNORED));
    assertEquals(List.of("3 miss no-cache", "4 miss no-cache"), why());
  }

  @Test
  void a_changed_instruction_and_a_new_one() throws IOException, DockerfileException {
    build(APP.replace("COPY d /app/", "COPY --chown=1 d /app/") + "LABEL a=b\n");
    List<String> why = why();
    assertEquals(
        "3 miss instruction COPY d /app/ -> COPY --chown=1 d /app/", why.get(0), why.toString());
    assertEquals("3 miss owner /app/a 0:0 -> 1:1", why.get(2), why.toString());
    assertEquals("5 changed new-step", why.get(why.size() - 1));
  }

  @Test
  void a_layer_that_was_collected() throws IOException, DockerfileException {
    images.remove("app", Images.Removal.CAREFUL);
    images.prune(new GarbageOptions(GarbageOptions.Nameless.REMOVE, Instant.EPOCH));
    build(APP);
    assertEquals(List.of("3 miss collected", "4 miss collected"), why());
  }

  @Test
  void the_value_of_an_arg_is_nowhere_in_the_cache() throws IOException, DockerfileException {
    String secret = "hunter2-correct-horse";
    build("FROM base\nARG V\nARG W=$V\nCOPY d /app/\n", r -> r.buildArg("V", secret));
    try (var files = Files.walk(temp.resolve("store/.lamina/cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes =
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(secret), file.toString());
      }
    }
  }

  @Test
  void an_image_of_which_no_build_is_remembered() throws IOException {
    try (var files = Files.walk(temp.resolve("store/.lamina/cache/builds"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThrows(NotFoundException.class, () -> images.reasons().of("app"));
  }
}
