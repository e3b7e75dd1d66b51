package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands on a store with one small image. */
class ImageCommandsTest extends CommandLineTest {
  private String id = "";

  @BeforeEach
  void build() throws IOException {
    Path context = Files.createDirectory(directory.resolve("app"));
    Files.writeString(context.resolve("a.txt"), "hello");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM scratch\nCOPY a.txt /\nENV A=b\nLABEL k=v\nCMD [\"/a\", \"b c\"]\n");
    id = run("build", "-t", "app", "app").ok().out().strip();
  }

  private static JsonArray array(Result result) throws IOException {
    return (JsonArray) Json.parse(result.bytes(), "output");
  }

  private static JsonObject first(Result result) throws IOException {
    return (JsonObject) array(result).values().get(0);
  }

  @Test
  void build_prints_the_image_id_and_progress_apart() {
    Result result = run("build", "-t", "app", "app").ok();
    assertTrue(result.out().matches("sha256:[0-9a-f]{64}\n"), result.out());
    assertTrue(result.err().contains("COPY a.txt /"), result.err());
    assertEquals("", run("build", "-q", "-t", "app", "app").ok().err());
  }

  @Test
  void images_shows_a_table_ids_json_and_templates() throws IOException {
    String table = run("images").ok().out();
    assertTrue(
        table.matches(
            "REPOSITORY +TAG +IMAGE ID +CREATED +SIZE\napp +latest +"
                + id.substring(7, 19)
                + " +56 years ago +\\S+\n"),
        table);
    assertEquals(id.substring(7, 19) + "\n", run("images", "-q").ok().out());
    assertEquals(id + "\n", run("image", "ls", "-q", "--no-trunc").ok().out());
    JsonObject json = first(run("images", "--format", "json").ok());
    assertEquals(id, json.string("id"));
    assertEquals("docker.io/library/app:latest", json.string("name"));
    assertEquals("1970-01-01T00:00:00Z", json.string("created"));
    assertEquals("app:latest\n", run("images", "--format", "{{.Repository}}:{{.Tag}}").ok().out());
    assertEquals(
        "TAG      CREATED AT\nlatest   1970-01-01 00:00:00 +0000 UTC\n",
        run("images", "--format", "table {{.Tag}}\\t{{.CreatedAt}}").ok().out());
    assertEquals("", run("images", "-q", "other").ok().out());
    assertEquals("", run("images", "-q", "app:2").ok().out());
    assertEquals(1, run("images", "-q", "app").ok().out().lines().count());
    run("images", "--format", "{{.Nope}}").exits(ExitCode.USAGE);
  }

  @Test
  void tag_gives_a_second_name_and_says_what_a_moved_name_was() throws IOException {
    run("tag", "app", "other:1").ok();
    assertEquals(2, array(run("images", "--format", "json")).values().size());
    Files.writeString(directory.resolve("app/a.txt"), "changed");
    run("build", "-q", "-t", "new", "app").ok();
    assertTrue(run("tag", "new", "other:1").ok().err().matches("other:1 was sha256:\\S+ before\n"));
    run("tag", "nope", "x").exits(ExitCode.NOT_FOUND);
    run("tag", "app", "BAD").exits(ExitCode.USAGE);
  }

  @Test
  void rmi_removes_a_name_and_with_the_last_one_the_image() throws IOException {
    run("tag", "app", "other").ok();
    assertEquals("Untagged: other:latest\n", run("rmi", "other").ok().out());
    assertEquals(
        "Untagged: app:latest\nDeleted: " + id + "\n", run("image", "rm", "app").ok().out());
    assertEquals("[]\n", run("images", "--format", "json").ok().out());
    assertEquals(
        "error: no image app:latest in store " + directory.resolve("store") + "\n",
        run("rmi", "app").exits(ExitCode.NOT_FOUND).err());
  }

  @Test
  void rmi_by_id_is_careful_with_several_names() {
    run("tag", "app", "other").ok();
    run("rmi", id).exits(ExitCode.IO);
    run("rmi", "-f", id.substring(7, 20)).ok();
    assertEquals("", run("images", "-q").ok().out());
  }

  @Test
  void history_is_newest_first() throws IOException {
    Result json = run("history", "--format", "json", "app").ok();
    JsonObject newest = first(json);
    assertTrue(newest.string("createdBy").contains("CMD"), newest.string("createdBy"));
    assertFalse(newest.has("layer"));
    String text = run("history", "app").ok().out();
    assertTrue(text.startsWith("IMAGE"), text);
    assertTrue(text.contains("<missing>"), text);
    assertEquals(
        id + "\n",
        run("history", "--no-trunc", "-q", "app").ok().out().lines().findFirst().orElse("") + "\n");
  }

  @Test
  void inspect_has_dockers_keys() throws IOException {
    JsonObject json = first(run("inspect", "app").ok());
    assertEquals(id, json.string("Id"));
    assertEquals(List.of("app:latest"), json.strings("RepoTags"));
    assertEquals(List.of("/a", "b c"), json.object("Config").strings("Cmd"));
    assertEquals(1, json.object("RootFS").strings("Layers").size());
    assertEquals("v\n", run("inspect", "-f", "{{.Config.Labels.k}}", "app").ok().out());
    assertEquals("[\"/a\",\"b c\"]\n", run("inspect", "-f", "{{json .Config.Cmd}}", id).ok().out());
    run("inspect", "nope").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void save_and_load_keep_the_digest_and_say_what_a_name_was() throws IOException {
    String before = run("images", "--format", "{{.Digest}}").ok().out();
    Result saved = run("save", "app").ok();
    run("save", "-o", "app.tar", "app").ok();
    assertArrayEquals(saved.bytes(), Files.readAllBytes(directory.resolve("app.tar")));
    variables.put("LAMINA_STORE", directory.resolve("second").toString());
    input = saved.bytes();
    assertEquals("Loaded image: app:latest\n", run("load").ok().out());
    assertEquals(before, run("images", "--format", "{{.Digest}}").ok().out());
    assertEquals(id + "\n", run("load", "-q", "-i", "app.tar").ok().out());
    Files.writeString(directory.resolve("app/a.txt"), "changed");
    run("build", "-q", "-t", "app", "app").ok();
    String err = run("load", "-i", "app.tar").ok().err();
    assertTrue(err.matches("(?s).*app:latest was sha256:\\S+ before\n"), err);
  }

  @Test
  void an_archive_saved_by_id_has_no_name() {
    input = run("save", id).ok().bytes();
    variables.put("LAMINA_STORE", directory.resolve("second").toString());
    assertEquals("Loaded image ID: " + id + "\n", run("load").ok().out());
  }

  @Test
  void an_artifact_that_is_no_image_loads_and_goes_by_its_digest() throws IOException {
    Path archive = directory.resolve("artifact/blobs");
    Files.createDirectories(archive.resolve("sha256"));
    String empty = blob(archive, "{}");
    String config =
        "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:%s\",\"size\":2}";
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"artifactType\":\"text/x\",\"config\":"
            + config.formatted(empty)
            + ",\"layers\":[]}";
    String root = blob(archive, manifest);
    Path top = directory.resolve("artifact");
    Files.writeString(top.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        top.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":"
            + "\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"sha256:"
            + root
            + "\",\"size\":"
            + manifest.length()
            + "}]}");
    try (OutputStream out = Files.newOutputStream(directory.resolve("artifact.tar"))) {
      TarFiles.write(
          out, top, "oci-layout", "index.json", "blobs/sha256/" + empty, "blobs/sha256/" + root);
    }
    assertEquals("sha256:" + root + "\n", run("load", "-q", "-i", "artifact.tar").ok().out());
  }

  /** Stores a text by its digest, of which it returns the digits. */
  private static String blob(Path blobs, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    String hex = Digest.sha256(bytes).hex();
    Files.write(blobs.resolve("sha256").resolve(hex), bytes);
    return hex;
  }

  @Test
  void a_template_prints_no_control_characters_of_an_image() throws IOException {
    Path context = Files.createDirectory(directory.resolve("hostile"));
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nLABEL a=\"\u001b]0;owned\u0007\"\n");
    run("build", "-t", "hostile", "hostile").ok();
    assertEquals(
        "LABEL a=\\x1b]0;owned\\x07\n",
        run("history", "--format", "{{.CreatedBy}}", "hostile").ok().out());
  }

  @Test
  void what_is_no_archive_is_refused_and_nothing_is_left() throws IOException {
    input = "no archive".getBytes(UTF_8);
    Result result = run("load").exits(ExitCode.REFUSED);
    assertTrue(result.err().startsWith("error: "), result.err());
    run("load", "-i", "absent.tar").exits(ExitCode.IO);
    run("save", "-o", "out.tar", "nope").exits(ExitCode.NOT_FOUND);
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(files.noneMatch(f -> f.getFileName().toString().contains("out.tar")));
    }
  }

  @Test
  void prune_removes_nameless_images_and_verify_is_content() throws IOException {
    run("build", "-q", "--label", "x=y", "app").ok();
    assertTrue(run("images").ok().out().contains("<none>"));
    run("prune", "--keep-nameless").ok();
    assertTrue(run("images").ok().out().contains("<none>"));
    String out = run("prune").ok().out();
    assertTrue(out.matches("(?s)Deleted: sha256:.*Total reclaimed space: .*"), out);
    assertFalse(run("images").ok().out().contains("<none>"));
    JsonObject json = Json.parseObject(run("verify", "--format", "json").ok().bytes(), "output");
    assertEquals(3, json.integer("blobs"));
    assertEquals(0, json.values("findings").size());
  }

  @Test
  void verify_finds_a_damaged_blob() throws IOException {
    Path blobs = directory.resolve("store/blobs/sha256");
    Path config = blobs.resolve(id.substring(7));
    byte[] bytes = Files.readAllBytes(config);
    bytes[10] ^= 1;
    Files.delete(config);
    Files.write(config, bytes);
    run("verify", "--quick");
    String out = run("verify").exits(ExitCode.FINDINGS).out();
    assertTrue(out.contains(id), out);
    assertTrue(out.contains("1 findings"), out);
  }
}
