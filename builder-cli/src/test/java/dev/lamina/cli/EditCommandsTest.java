package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditCommandsTest {
  @TempDir Path directory;

  private CommandRun lamina = new CommandRun(Path.of("."));

  @BeforeEach
  void build() throws IOException {
    lamina = new CommandRun(directory.resolve("store"));
    Path context = Files.createDirectory(directory.resolve("context"));
    Files.writeString(context.resolve("a"), "a");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM scratch\nCOPY a /a\nCOPY a /b\nENV A=1\nCMD [\"/a\"]\n");
    lamina.run("build", "-q", "-t", "app", context.toString()).ok();
  }

  private String shown(String image, String template) {
    return lamina.run("inspect", "--format", template, image).ok().out().strip();
  }

  private void fails(ExitCode code, String words, String... line) {
    Result result = lamina.run(line);
    assertEquals(code.code(), result.exit(), result.err());
    assertTrue(result.err().contains(words), result.err());
  }

  @Test
  void config_prints_the_new_id_and_what_the_name_was() {
    String before = lamina.run("digest", "app").ok().out().strip();
    Result edited =
        lamina.run(
            "config",
            "app",
            "-e",
            "B=2",
            "--env-rm",
            "A",
            "--label",
            "k=v",
            "--cmd",
            "[\"/b\"]",
            "-p",
            "80",
            "-c",
            "USER 7");
    assertEquals(shown("app", "{{.Id}}") + "\n", edited.ok().out());
    assertEquals("app:latest was " + before + " before\n", edited.err());
    assertEquals("[\"/b\"]", shown("app", "{{json .Config.Cmd}}"));
    assertEquals("{\"80/tcp\":{}}", shown("app", "{{json .Config.ExposedPorts}}"));
    assertEquals("7", shown("app", "{{.Config.User}}"));
    assertTrue(shown("app", "{{json .Config.Env}}").endsWith(",\"B=2\"]"));
    assertEquals("1970-01-01T00:00:00Z", shown("app", "{{.Created}}"));
  }

  @Test
  void the_date_of_an_image_changes_when_one_is_given() {
    lamina.run("mutate", "-q", "app", "--user", "1", "--timestamp", "60").ok();
    assertEquals("1970-01-01T00:01:00Z", shown("app", "{{.Created}}"));
    lamina.run("config", "-q", "app", "--created", "120").ok();
    assertEquals("1970-01-01T00:02:00Z", shown("app", "{{.Created}}"));
    CommandRun dated = lamina.with("SOURCE_DATE_EPOCH", "180");
    dated.run("config", "app", "--history", "--user", "2").ok();
    String newest = "{{.CreatedAt}} {{.CreatedBy}}";
    assertEquals(
        "1970-01-01T00:03:00Z USER 2",
        lamina.run("history", "--format", newest, "app").ok().out().lines().findFirst().orElse(""));
  }

  @Test
  void a_command_line_that_makes_no_sense_is_a_usage_error() {
    fails(ExitCode.USAGE, "nothing is to be changed", "config", "app");
    fails(ExitCode.USAGE, "has no value", "config", "app", "--env", "A");
    fails(ExitCode.USAGE, "no array", "config", "app", "--cmd", "[\"a\"");
    fails(ExitCode.USAGE, "give the name alone", "config", "app", "--annotation-rm", "a=b");
    fails(ExitCode.USAGE, "--change:1", "config", "app", "--change", "RUN make");
    fails(ExitCode.USAGE, "--healthcheck:1", "config", "app", "--healthcheck", "BAD x");
    fails(ExitCode.USAGE, "one of --base", "squash", "app");
    fails(ExitCode.USAGE, "one of --base", "squash", "app", "--last", "1", "--from-layer", "1");
    fails(ExitCode.USAGE, "chmod", "append", "app", directory.toString(), "--chmod", "999");
    fails(ExitCode.USAGE, "no image x", "index", "create", "i", "app", "--set-platform", "x=arm64");
    fails(ExitCode.NOT_FOUND, "no image nope", "config", "nope", "--user", "1");
    fails(ExitCode.REFUSED, "has layers 1 to 2, not 3", "squash", "app", "--last", "3");
    fails(ExitCode.NOT_FOUND, "name the new base", "rebase", "app");
  }

  @Test
  void append_takes_archives_and_directories() throws IOException {
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.writeString(files.resolve("f"), "text");
    Path tar = directory.resolve("export.tar");
    lamina.run("build", "-q", "-o", "type=tar,dest=" + tar, directory + "/context").ok();
    lamina
        .run("append", "scratch", tar.toString(), files.toString(), "--prefix", "/srv", "-t", "new")
        .ok();
    assertEquals(
        "2", String.valueOf(shown("new", "{{json .RootFS.Layers}}").split(",", -1).length));
    Path out = directory.resolve("out.tar");
    lamina.run("flatten", "new", "--compression", "none").ok();
    assertEquals(1, shown("new", "{{json .RootFS.Layers}}").split(",", -1).length);
    lamina.run("save", "-o", out.toString(), "new").ok();
    assertTrue(
        lamina
            .run("history", "--format", "{{.CreatedBy}}", "new")
            .ok()
            .out()
            .contains("lamina append files\n"));
    fails(ExitCode.NOT_FOUND, "no file", "append", "app", directory + "/absent");
    fails(ExitCode.REFUSED, "", "append", "app", directory + "/context/Dockerfile");
  }

  @Test
  void squash_and_rebase_say_what_they_made() {
    lamina.run("squash", "app", "--from-layer", "1", "-t", "one").ok();
    lamina.run("append", "one", "-t", "two", "-q", directory.resolve("context").toString()).ok();
    lamina.run("rebase", "two", "--old-base", "one", "--new-base", "app", "-t", "three").ok();
    assertEquals(3, shown("three", "{{json .RootFS.Layers}}").split(",", -1).length);
    String again = lamina.run("rebase", "-q", "three").ok().out().strip();
    assertEquals(shown("three", "{{.Id}}"), again);
    lamina.run("verify").ok();
  }

  @Test
  void index_commands_make_and_change_an_index() {
    Result made = lamina.run("index", "create", "list", "app", "--annotation", "k=v");
    assertEquals(lamina.run("digest", "list").ok().out(), made.ok().out());
    lamina.run("config", "-q", "app", "-t", "arm", "--set-platform", "linux/arm64").ok();
    lamina.run("index", "add", "-q", "list", "arm").ok();
    String table = lamina.run("index", "inspect", "list").ok().out();
    assertTrue(table.startsWith("PLATFORM") && table.contains("linux/arm64"), table);
    assertEquals(
        "linux/amd64\nlinux/arm64\n",
        lamina.run("index", "inspect", "--format", "{{.Platform}}", "list").ok().out());
    lamina.run("config", "-q", "app", "--user", "8").ok();
    String said = lamina.run("index", "add", "list", "app").ok().err();
    assertTrue(said.startsWith("linux/amd64: no longer sha256:"), said);
    lamina.run("index", "rm", "list", "linux/arm64").ok();
    String raw = lamina.run("index", "inspect", "--raw", "list").ok().out();
    assertTrue(raw.endsWith("\"annotations\":{\"k\":\"v\"}}"), raw);
    fails(ExitCode.NOT_FOUND, "it has: linux/amd64", "index", "rm", "list", "arm64");
    fails(ExitCode.REFUSED, "one image", "index", "inspect", "app");
  }

  @Test
  void untag_takes_names_and_leaves_the_image() {
    lamina.run("tag", "app", "other").ok();
    String id = shown("app", "{{.Id}}");
    assertEquals(
        "Untagged: app:latest\nUntagged: other:latest\n",
        lamina.run("untag", "app", "other").ok().out());
    assertEquals("[]", shown(id, "{{json .RepoTags}}"));
    fails(ExitCode.NOT_FOUND, "no image app:latest", "untag", "app");
  }
}
