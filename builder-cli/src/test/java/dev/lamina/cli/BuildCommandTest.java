package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildCommandTest extends CommandLineTest {
  private Path context = Path.of("");

  @BeforeEach
  void makeContext() throws IOException {
    context = Files.createDirectory(directory.resolve("c"));
    Files.writeString(context.resolve("a.txt"), "hello");
    dockerfile("FROM scratch\nCOPY a.txt /\n");
  }

  private void dockerfile(String text) throws IOException {
    Files.writeString(context.resolve("Dockerfile"), text);
  }

  private String config(String template) {
    return run("inspect", "-f", template, "x").ok().out().strip();
  }

  @Test
  void a_wrong_dockerfile_shows_line_caret_and_every_problem() throws IOException {
    dockerfile("FROM scratch\nCOPPY a.txt /\nCOPY --chwon=1 a.txt /\n");
    Result result = run("build", "c").exits(ExitCode.USAGE);
    assertEquals("", result.out());
    assertTrue(result.err().contains("Dockerfile:2"), result.err());
    assertTrue(result.err().contains(">>> COPPY a.txt /"), result.err());
    assertTrue(result.err().contains("Dockerfile:3"), result.err());
    assertTrue(result.err().contains("^"), result.err());
  }

  @Test
  void run_is_refused_with_each_line_before_any_work() throws IOException {
    dockerfile("FROM scratch\nCOPY a.txt /\nRUN one\nRUN two\n");
    String err = run("build", "c").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("Dockerfile:3") && err.contains("Dockerfile:4"), err);
    assertFalse(Files.exists(directory.resolve("store/index.json")), "work was begun");
  }

  @Test
  void a_missing_base_is_not_found() throws IOException {
    dockerfile("FROM nothere\n");
    run("build", "--offline", "c").exits(ExitCode.NOT_FOUND);
    run("build", "--pull=never", "c").exits(ExitCode.NOT_FOUND);
    run("build", "--offline", "--pull", "c").exits(ExitCode.USAGE);
    run("build", "--offline", "--push", "c").exits(ExitCode.USAGE);
    run("build", "--pull=often", "c").exits(ExitCode.USAGE);
    dockerfile("FROM localhost:1/nothere\n");
    String err = run("build", "c").exits(ExitCode.REGISTRY).err();
    assertTrue(err.contains("image localhost:1/nothere:latest (Dockerfile:1:1): pull of"), err);
  }

  @Test
  void build_args_come_from_the_line_and_from_the_environment() throws IOException {
    dockerfile("FROM scratch\nARG A\nARG B\nARG C=c\nENV A=$A B=$B C=$C\n");
    variables.put("B", "env");
    run("build", "-t", "x", "--build-arg", "A=1=2", "--build-arg", "B", "--build-arg", "C", "c")
        .ok();
    assertEquals(
        "A=1=2 B=env C=c",
        config("{{.Config.Env}}").replaceAll("[\\[\\]]", "").replaceAll("PATH=\\S+ ?", ""));
    run("build", "--build-arg", "=x", "c").exits(ExitCode.USAGE);
  }

  @Test
  void labels_and_target_and_platform_reach_the_image() throws IOException {
    dockerfile("FROM scratch AS one\nLABEL a=1 b=1\nFROM scratch AS two\nLABEL c=1\n");
    run("build", "-t", "x", "--target", "one", "--label", "b=2", "--platform", "linux/arm64", "c")
        .ok();
    assertEquals("map[a:1 b:2]", config("{{.Config.Labels}}"));
    assertEquals("arm64", config("{{.Architecture}}"));
    run("build", "--target", "nope", "c").exits(ExitCode.USAGE);
    run("build", "--platform", "not a platform", "c").exits(ExitCode.USAGE);
  }

  @Test
  void the_source_date_comes_from_the_line_then_the_build_arg_then_the_environment() {
    variables.put("SOURCE_DATE_EPOCH", "1");
    run("build", "-t", "x", "c").ok();
    assertEquals("1970-01-01T00:00:01Z", config("{{.Created}}"));
    run("build", "-t", "x", "--build-arg", "SOURCE_DATE_EPOCH=2", "c").ok();
    assertEquals("1970-01-01T00:00:02Z", config("{{.Created}}"));
    run("build", "-t", "x", "--timestamp", "3", "c").ok();
    assertEquals("1970-01-01T00:00:03Z", config("{{.Created}}"));
    String err = run("build", "-t", "x", "--timestamps", "now", "c").ok().err();
    assertTrue(err.contains("warning: --timestamps"), err);
    assertEquals("2026-03-01T12:00:00Z", config("{{.Created}}"));
    variables.put("SOURCE_DATE_EPOCH", "soon");
    run("build", "c").exits(ExitCode.USAGE);
  }

  @Test
  void files_tell_what_was_made_and_a_failed_build_leaves_none() throws IOException {
    String[] line = {
      "build",
      "-t",
      "x",
      "--iidfile",
      "id",
      "--digestfile",
      "digest",
      "--metadata-file",
      "meta",
      "c"
    };
    String id = run(line).ok().out().strip();
    assertEquals(id, Files.readString(directory.resolve("id")));
    String digest = Files.readString(directory.resolve("digest"));
    JsonObject json = Json.parseObject(Files.readAllBytes(directory.resolve("meta")), "meta");
    assertEquals(digest, json.string("containerimage.digest"));
    assertEquals(digest, json.object("containerimage.descriptor").string("digest"));
    assertEquals(id, json.string("containerimage.config.digest"));
    assertEquals("docker.io/library/x:latest", json.string("image.name"));
    dockerfile("NOPE\n");
    run(line).exits(ExitCode.USAGE);
    assertFalse(Files.exists(directory.resolve("id")));
    assertFalse(Files.exists(directory.resolve("meta")));
  }

  @Test
  void the_dockerfile_may_lie_elsewhere_or_come_from_standard_input() throws IOException {
    Files.writeString(directory.resolve("other"), "FROM scratch\nLABEL from=other\n");
    run("build", "-t", "x", "-f", "other", "c").ok();
    assertEquals("other", config("{{.Config.Labels.from}}"));
    input = "FROM scratch\nLABEL from=stdin\n".getBytes(UTF_8);
    run("build", "-t", "x", "-f", "-", "c").ok();
    assertEquals("stdin", config("{{.Config.Labels.from}}"));
  }

  @Test
  void an_archive_is_a_context_from_a_file_and_from_standard_input() throws IOException {
    String fromDirectory = run("build", "c").ok().out();
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    TarFiles.write(tar, context, "Dockerfile", "a.txt");
    Files.write(directory.resolve("c.tar"), tar.toByteArray());
    assertEquals(fromDirectory, run("build", "c.tar").ok().out());
    input = tar.toByteArray();
    assertEquals(fromDirectory, run("build", "-").ok().out());
    run("build", "-f", "-", "-").exits(ExitCode.USAGE);
    run("build", "https://example.com/c.git").exits(ExitCode.USAGE);
  }

  @Test
  void compressions_differ_in_the_layer_only() {
    run("build", "-t", "x", "c").ok();
    String id = config("{{.Id}}");
    String layers = config("{{json .Manifest.layers}}");
    for (String compression : new String[] {"none", "zstd"}) {
      run("build", "-t", "x", "--compression", compression, "c").ok();
      assertEquals(id, config("{{.Id}}"), "diffIDs do not depend on the compression");
      assertNotEquals(layers, config("{{json .Manifest.layers}}"));
    }
    run("build", "--compression", "lzma", "c").exits(ExitCode.USAGE);
  }

  @Test
  void several_platforms_make_an_index() {
    run("build", "-t", "x", "--platform", "linux/amd64,linux/arm64", "c").ok();
    assertEquals("application/vnd.oci.image.index.v1+json", config("{{.Descriptor.mediaType}}"));
    assertEquals(
        "arm64\n",
        run("inspect", "--platform", "linux/arm64", "-f", "{{.Architecture}}", "x").ok().out());
  }

  @Test
  void options_for_running_commands_warn_once_or_fail_when_strict() {
    String err = run("build", "-q", "--network", "host", "--memory=1g", "c").ok().err();
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("warning: options for running commands are ignored"), err);
    run("build", "--strict", "--network", "host", "c").exits(ExitCode.USAGE);
  }

  @Test
  void the_context_must_be_there_and_must_not_hold_the_store() {
    run("build", "nowhere").exits(ExitCode.NOT_FOUND);
    run("build").exits(ExitCode.USAGE);
    String err =
        run("build", "--store", context.resolve("store").toString(), "c")
            .exits(ExitCode.REFUSED)
            .err();
    assertTrue(err.contains("the store is inside the build context"), err);
  }

  @Test
  void json_progress_is_one_object_a_line() throws IOException {
    String err = run("build", "--progress", "json", "c").ok().err();
    for (String line : err.lines().toList()) {
      Json.parseObject(line.getBytes(UTF_8), "event");
    }
    assertTrue(err.contains("\"event\":\"stepDone\""), err);
  }

  @Test
  void equal_input_gives_equal_images() throws IOException {
    String first = run("build", "-t", "x", "c").ok().out();
    Path other = Files.createDirectories(directory.resolve("deep/er"));
    Files.writeString(other.resolve("Dockerfile"), Files.readString(context.resolve("Dockerfile")));
    Files.writeString(other.resolve("a.txt"), "hello");
    variables.put("LAMINA_STORE", directory.resolve("second").toString());
    assertEquals(first, run("build", "-t", "x", "deep/er").ok().out());
  }
}
