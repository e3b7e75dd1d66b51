package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the image looks like, whatever is in it. */
class ImageOptionsTest extends CommandLineTest {
  private static final String BOTH = "linux/amd64,linux/arm64";

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

  private String shown(String template) {
    return run("inspect", "-f", template, "x").ok().out().strip();
  }

  @Test
  void annotations_go_to_the_documents_that_they_name() {
    run("build", "-t", "x", "--annotation", "a=b=c", "--annotation", "manifest-descriptor:d=e", "c")
        .ok();
    assertEquals("{\"a\":\"b=c\"}", shown("{{json .Manifest.annotations}}"));
    assertEquals("e", shown("{{.Descriptor.annotations.d}}"));
    run(
            "build",
            "-t",
            "x",
            "--platform",
            BOTH,
            "--annotation",
            "index,manifest:a=b",
            "--annotation",
            "manifest-descriptor[linux/arm64]:d=e",
            "c")
        .ok();
    assertEquals("{\"a\":\"b\"}", shown("{{json .Manifest.annotations}}"));
    String manifests = shown("{{json .Manifest.manifests}}");
    assertEquals(1, manifests.split("\"annotations\":\\{\"d\":\"e\"}", -1).length - 1, manifests);
  }

  @Test
  void annotations_that_have_no_place_are_refused() {
    for (String[] wrong :
        new String[][] {
          {"--annotation", "index:a=b"},
          {"--annotation", "a"},
          {"--annotation", "=b"},
          {"--annotation", "layer:a=b"},
          {"--annotation", "index[linux/amd64]:a=b", "--platform", BOTH},
          {"--annotation", "a=b", "--format", "docker"},
        }) {
      String[] line = new String[wrong.length + 2];
      line[0] = "build";
      System.arraycopy(wrong, 0, line, 1, wrong.length);
      line[line.length - 1] = "c";
      run(line).exits(ExitCode.USAGE);
    }
  }

  @Test
  void dockers_format_names_the_same_image_in_dockers_words() {
    String id = run("build", "-t", "x", "c").ok().out();
    assertEquals(id, run("build", "-t", "x", "--format", "docker", "c").ok().out());
    assertEquals(
        "application/vnd.docker.distribution.manifest.v2+json", shown("{{.Descriptor.mediaType}}"));
    assertEquals(
        "application/vnd.docker.container.image.v1+json", shown("{{.Manifest.config.mediaType}}"));
    assertTrue(
        shown("{{json .Manifest.layers}}")
            .contains("application/vnd.docker.image.rootfs.diff.tar.gzip"));
    run("build", "-t", "x", "--format", "docker", "--platform", BOTH, "c").ok();
    assertEquals(
        "application/vnd.docker.distribution.manifest.list.v2+json",
        shown("{{.Descriptor.mediaType}}"));
    run("verify").ok();
  }

  @Test
  void squash_leaves_the_base_and_one_layer_and_the_same_tree() throws IOException {
    run("build", "-t", "base", "c").ok();
    Files.writeString(context.resolve("b.txt"), "b");
    dockerfile("FROM base\nCOPY b.txt /d/\nCOPY a.txt /d/a\nENV A=1\nWORKDIR /w\n");
    run("build", "-t", "y", "c").ok();
    run("build", "-t", "x", "--squash", "c").ok();
    assertEquals("2", Integer.toString(shown("{{json .RootFS.Layers}}").split(",", -1).length));
    String base = run("inspect", "-f", "{{json .RootFS.Layers}}", "base").ok().out();
    String first = base.strip().replaceAll("[\\[\\]]", "");
    assertTrue(shown("{{json .RootFS.Layers}}").contains(first));
    assertTrue(run("history", "x").ok().out().contains("merge of 3 layers"));
    dockerfile("FROM scratch\nCOPY --from=x / /\n");
    String squashed = run("build", "c").ok().out();
    dockerfile("FROM scratch\nCOPY --from=y / /\n");
    String layered = run("build", "c").ok().out();
    assertEquals(layered, squashed);
  }

  @Test
  void a_platform_that_is_asked_for_counts_whatever_the_base_is_for() throws IOException {
    run("build", "-t", "base", "--platform", "linux/amd64", "c").ok();
    dockerfile("FROM base\nCOPY a.txt /b\n");
    String err = run("build", "-t", "x", "--platform", BOTH, "c").ok().err();
    assertTrue(err.contains("image base:latest is for linux/amd64, not for linux/arm64"), err);
    assertEquals(
        "arm64",
        run("inspect", "--platform", "linux/arm64", "-f", "{{.Architecture}}", "x")
            .ok()
            .out()
            .strip());
    String[] manifests = shown("{{json .Manifest.manifests}}").split("\"digest\":", -1);
    assertFalse(manifests[1].substring(0, 70).equals(manifests[2].substring(0, 70)));
  }

  @Test
  void a_base_of_several_platforms_gives_each_its_own() throws IOException {
    dockerfile("FROM scratch\nARG TARGETARCH\nENV BASE=$TARGETARCH\n");
    run("build", "-t", "base", "--platform", BOTH, "c").ok();
    dockerfile(
        """
        FROM --platform=$BUILDPLATFORM base AS here
        FROM base
        ARG TARGETPLATFORM
        ARG TARGETOS
        ARG TARGETVARIANT
        ENV P=$TARGETPLATFORM,$TARGETOS,$TARGETVARIANT
        """);
    run("build", "-t", "x", "--offline", "--platform", BOTH + ",linux/arm/v7", "c")
        .exits(ExitCode.NOT_FOUND);
    run("build", "-t", "x", "--platform", BOTH, "c").ok();
    String env =
        run("inspect", "--platform", "linux/arm64", "-f", "{{.Config.Env}}", "x").ok().out();
    assertTrue(env.contains("BASE=arm64") && env.contains("P=linux/arm64,linux,"), env);
  }

  @Test
  void the_byte_format_is_the_only_one() {
    run("build", "--compat", "1", "c").ok();
    run("build", "--compat", "2", "c").exits(ExitCode.USAGE);
  }

  @Test
  void what_docker_users_write_about_containers_is_accepted() {
    run("build", "--rm", "--force-rm=true", "c").ok();
    String err = run("build", "-q", "-c", "512", "--cgroup-parent=/x", "c").ok().err();
    assertEquals(1, err.lines().count(), err);
  }
}
