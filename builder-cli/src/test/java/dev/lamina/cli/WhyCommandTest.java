package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhyCommandTest extends CommandLineTest {
  private static final String REPORT =
      """
      same     [0 0/4] FROM scratch
      changed  [0 1/4] ARG SECRET=none
               ARG SECRET changed
      same     [0 2/4] ENV E=1
      MADE     [0 3/4] COPY a /a
               content changed: /a
      MADE     [0 4/4] COPY a /b
               content changed: /b
      """;

  private Path context = Path.of("");

  @BeforeEach
  void built_twice() throws IOException {
    context = Files.createDirectory(directory.resolve("c"));
    Files.writeString(context.resolve("a"), "one");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM scratch\nARG SECRET=none\nENV E=1\nCOPY a /a\nCOPY a /b\n");
    run("build", "-t", "x", "c").ok();
    Files.writeString(context.resolve("a"), "neo");
    Files.writeString(context.resolve(".dockerignore"), "Dockerfile\n");
  }

  @Test
  void the_last_build_is_explained_when_it_is_asked_for_and_later() {
    String err =
        run("build", "-q", "--explain", "-t", "x", "--build-arg", "SECRET=hunter2", "c").ok().err();
    assertTrue(err.endsWith(REPORT), err);
    assertEquals(REPORT, run("why", "x").ok().out());
    String again = run("build", "--progress", "plain", "-t", "x", "c").ok().err();
    assertTrue(again.contains("#3 CACHED\n"), again);
    run("build", "-t", "x", "c").ok();
    assertTrue(run("why", "x").ok().out().contains("\nCACHED   [0 4/4] COPY a /b\n"));
    String forced = run("build", "-q", "--no-cache", "--explain", "-t", "x", "c").ok().err();
    assertTrue(forced.contains("MADE     [0 4/4] COPY a /b\n         --no-cache"), forced);
  }

  @Test
  void programs_get_the_same_and_no_secret() throws IOException {
    run("build", "-q", "-t", "x", "--build-arg", "SECRET=hunter2", "c").ok();
    byte[] out = run("why", "x", "--format", "json").ok().bytes();
    JsonObject platform = Json.parseObject(out, "why").objects("platforms").get(0);
    JsonObject step = platform.objects("steps").get(3);
    assertEquals("COPY a /a", step.string("text"));
    assertEquals("miss", step.string("verdict"));
    assertEquals(3, step.integer("step"));
    JsonObject reason = step.objects("reasons").get(0);
    assertEquals("content", reason.string("kind"));
    assertEquals("/a", reason.string("subject"));
    assertFalse(new String(out, UTF_8).contains("hunter2"));
  }

  @Test
  void an_image_that_was_built_elsewhere_is_not_explained() {
    run("save", "-o", "x.tar", "x").ok();
    run("--store", "other", "load", "-i", "x.tar").ok();
    String err = run("--store", "other", "why", "x").exits(ExitCode.NOT_FOUND).err();
    assertTrue(err.contains("no build of sha256:"), err);
    run("why", "nothing").exits(ExitCode.NOT_FOUND);
    run("why").exits(ExitCode.USAGE);
  }
}
