package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a build takes its files from. */
class BuildContextsTest extends CommandLineTest {
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

  private byte[] tar() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    TarFiles.write(tar, context, "Dockerfile", "a.txt");
    return tar.toByteArray();
  }

  @Test
  void standard_input_may_be_an_archive_of_any_kind_or_a_dockerfile_alone() throws IOException {
    String expected = run("build", "c").ok().out();
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(tar());
    }
    input = gzip.toByteArray();
    assertEquals(expected, run("build", "-").ok().out());
    input = "FROM scratch\nLABEL from=stdin\n".getBytes(UTF_8);
    run("build", "-t", "x", "-").ok();
    assertEquals("stdin\n", run("inspect", "-f", "{{.Config.Labels.from}}", "x").ok().out());
    String err = run("build", "-f", "Dockerfile", "-").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("no archive but a Dockerfile"), err);
    input = "FROM scratch\nCOPY a.txt /\n".getBytes(UTF_8);
    err = run("build", "-").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("\"/a.txt\": not found"), err);
  }

  @Test
  void an_archive_of_nothing_has_no_dockerfile() {
    input = new byte[1024];
    run("build", "-").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void a_large_archive_waits_beside_the_store_and_leaves_nothing() throws IOException {
    Files.write(context.resolve("a.txt"), new byte[1 << 20]);
    input = tar();
    run("build", "-").ok();
    try (var left = Files.list(directory.resolve("store/.lamina/tmp"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void a_file_that_is_no_archive_is_no_context() {
    String err = run("build", "c/Dockerfile").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("neither a directory nor a tar archive"), err);
    assertTrue(err.contains("-f "), err);
  }

  @Test
  void an_ignore_file_is_for_directories_only() throws IOException {
    Files.writeString(directory.resolve("ignore"), "b.txt\n");
    run("build", "--ignorefile", "ignore", "c").ok();
    Files.write(directory.resolve("c.tar"), tar());
    run("build", "--ignorefile", "ignore", "c.tar").exits(ExitCode.USAGE);
    input = tar();
    run("build", "--ignorefile", "ignore", "-").exits(ExitCode.USAGE);
  }

  @Test
  void a_named_directory_hides_an_image_and_has_its_own_ignore_file() throws IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Files.writeString(tools.resolve("t"), "tool");
    Files.writeString(tools.resolve("hidden"), "hidden");
    Files.writeString(tools.resolve(".dockerignore"), "hidden\n");
    dockerfile("FROM alpine AS one\nFROM scratch\nCOPY --from=one t /t\nCOPY --from=alpine t /u\n");
    run("build", "--build-context", "docker.io/library/alpine=tools", "c").ok();
    dockerfile("FROM scratch\nCOPY --from=alpine hidden /t\n");
    String err =
        run("build", "--build-context", "alpine:latest=tools", "c").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("\"/hidden\": not found"), err);
  }

  @Test
  void an_image_of_a_layout_is_a_context() throws IOException {
    run("build", "-t", "base", "c").ok();
    dockerfile("FROM b\nCOPY --from=b a.txt /copy\n");
    variables.put("LAMINA_STORE", directory.resolve("second").toString());
    String id = run("build", "--build-context", "b=oci-layout://store", "c").ok().out();
    assertEquals(id, run("build", "--build-context", "b=oci-layout://store:base", "c").ok().out());
    Path absolute = directory.resolve("store");
    assertEquals(id, run("build", "--build-context", "b=oci-layout://" + absolute, "c").ok().out());
    run("verify").ok();
    String err =
        run("build", "--build-context", "b=oci-layout://store:other", "c")
            .exits(ExitCode.NOT_FOUND)
            .err();
    assertTrue(err.contains("docker.io/library/base:latest"), err);
    run("build", "--build-context", "b=oci-layout://none", "c").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void what_cannot_be_a_context_is_said_before_any_work() throws IOException {
    dockerfile("FROM b\n");
    for (String wrong :
        new String[] {
          "b=docker-image://Alpine",
          "b=https://example.com/x.git",
          "b=git@x:y",
          "b=",
          "b",
          "B=c",
          "b=oci-layout://"
        }) {
      run("build", "--build-context", wrong, "c").exits(ExitCode.USAGE);
    }
    run("build", "--build-context", "b=nowhere", "c").exits(ExitCode.NOT_FOUND);
    assertFalse(Files.exists(directory.resolve("store")), "work was begun");
  }
}
