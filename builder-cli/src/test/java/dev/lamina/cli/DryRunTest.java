package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryRunTest extends CommandLineTest {
  private static final String PLAN =
      """
      platform linux/amd64
        stage 0 (base) from scratch
          3: config ENV A=dir
          4: layer WORKDIR /w
          5: layer COPY a.txt dir/ # buildkit  <- context
        stage 1 from image alpine:4
          as written: variables and triggers depend on the base
          7: layer COPY --from=base /w $HOME/  <- stage base
          8: layer COPY --from=tools /t /t  <- context tools
          9: config LABEL a=$HOME
      names x:latest
      """;

  private Path context = Path.of("");

  @BeforeEach
  void makeContext() throws IOException {
    context = Files.createDirectory(directory.resolve("c"));
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        ARG V=3
        FROM scratch AS base
        ENV A=dir
        WORKDIR /w
        COPY a.txt $A/
        FROM alpine:$V
        COPY --from=base /w $HOME/
        COPY --from=tools /t /t
        LABEL a=$HOME
        """);
  }

  private Result plan(String... more) {
    String[] line = {
      "build",
      "--platform",
      "linux/amd64",
      "-t",
      "x",
      "--build-arg",
      "V=4",
      "--build-context",
      "tools=c"
    };
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return run(all);
  }

  @Test
  void the_plan_is_shown_stage_by_stage_and_nothing_is_made() {
    assertEquals(PLAN, plan("--dry-run", "--iidfile", "id", "c").ok().out());
    assertEquals(PLAN, plan("--dry-run=text", "c").ok().out());
    assertEquals(PLAN, plan("c", "--dry-run").ok().out());
    assertFalse(Files.exists(directory.resolve("store")));
    plan("--dry-run=yaml", "c").exits(ExitCode.USAGE);
  }

  @Test
  void as_json_it_is_one_document() throws IOException {
    byte[] out = plan("--dry-run=json", "c").ok().bytes();
    JsonObject plan = Json.parseObject(out, "plan");
    JsonObject stage = plan.objects("platforms").get(0).objects("stages").get(1);
    assertEquals("image", stage.object("from").string("kind"));
    assertEquals("as_written", stage.string("detail"));
    assertEquals("stage base", stage.objects("steps").get(0).string("copiesFrom"));
    assertEquals(7, stage.objects("steps").get(0).integer("line"));
  }

  @Test
  void warnings_and_problems_are_those_of_a_build() throws IOException {
    String err = plan("--dry-run", "--build-arg", "Z=1", "c").ok().err();
    assertTrue(err.contains("warning: Dockerfile:1: One or more build-args [Z] were not"), err);
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nRUN make\n");
    err = run("build", "--dry-run", "c").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("RUN is not supported"), err);
  }

  @Test
  void an_archive_is_planned_without_a_store_too() throws IOException {
    Files.write(context.resolve("big"), new byte[1 << 20]);
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY big /\n");
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    TarFiles.write(tar, context, "Dockerfile", "big");
    input = tar.toByteArray();
    String out = run("build", "--dry-run", "-").ok().out();
    assertTrue(out.contains("2: layer COPY big / # buildkit  <- context"), out);
    input = "FROM scratch\n".getBytes(UTF_8);
    run("build", "--dry-run", "-").ok();
    assertFalse(Files.exists(directory.resolve("store")));
  }
}
