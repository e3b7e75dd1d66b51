package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that were edited without a Dockerfile, in the hands of other tools. */
class EditingIT {
  @TempDir Path scratch;

  private CommandRun hello() {
    return Hello.built(scratch.resolve("store")).with("HOME", scratch.resolve("home").toString());
  }

  private static String full(String name) {
    return "docker.io/library/" + name + ":latest";
  }

  private String skopeo(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = Peers.require("skopeo").toString();
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Sh.in(scratch).run(line).ok().out();
  }

  /** A tar that adds files, links and a directory, and one that deletes some of them. */
  private Path[] archives() throws IOException {
    Path files = Files.createDirectories(scratch.resolve("files/etc/keep"));
    Files.writeString(files.resolve("a"), "a");
    Files.createLink(files.resolve("b"), files.resolve("a"));
    Files.createSymbolicLink(files.resolve("l"), Path.of("a"));
    Files.createDirectories(files.resolveSibling("gone/below"));
    Path more = Files.createDirectories(scratch.resolve("more/etc/keep"));
    Files.createFile(more.resolveSibling(".wh.gone"));
    Files.writeString(more.resolve("c"), "c");
    Files.createFile(more.resolve(".wh.l"));
    Sh.in(scratch).run("tar", "-C", "files", "--owner=3", "-czf", "files.tgz", "etc").ok();
    Sh.in(scratch).run("tar", "-C", "more", "--zstd", "-cf", "more.tzst", "etc").ok();
    return new Path[] {scratch.resolve("files.tgz"), scratch.resolve("more.tzst")};
  }

  @Test
  void umoci_unpacks_a_flattened_image_to_the_tree_of_the_original() throws IOException {
    CommandRun lamina = hello();
    Path[] archives = archives();
    // umoci 0.4 reads gzip alone
    Sh.in(scratch).run("sh", "-c", "zstd -qdc more.tzst | gzip -n > more.tgz").ok();
    lamina.run("append", "hello", archives[0].toString(), scratch + "/more.tgz", "-t", "more").ok();
    lamina.run("flatten", "more", "-t", "flat").ok();
    lamina.run("squash", "more", "--base", "hello", "-t", "squashed").ok();
    var original = Layouts.tree(lamina.store(), full("more"), scratch);
    assertTrue(original.containsKey("/etc/keep/c") && !original.containsKey("/etc/gone"));
    assertEquals(original, Layouts.tree(lamina.store(), full("flat"), scratch));
    assertEquals(original, Layouts.tree(lamina.store(), full("squashed"), scratch));
  }

  @Test
  void skopeo_sees_a_kept_archive_under_its_own_digest() throws IOException {
    CommandRun lamina = hello();
    lamina.run("append", "hello", archives()[1].toString()).ok();
    String sum = Sh.in(scratch).run("sha256sum", "more.tzst").ok().out().substring(0, 64);
    String manifest = skopeo("inspect", "--raw", "oci:" + lamina.store() + ":" + full("hello"));
    assertTrue(manifest.contains("tar+zstd\",\"digest\":\"sha256:" + sum + "\""), manifest);
  }

  @Test
  void skopeo_shows_the_configuration_that_was_set() {
    CommandRun lamina = hello();
    lamina
        .run(
            "config",
            "hello",
            "-e",
            "K=a b",
            "-l",
            "k=v",
            "--cmd",
            "[\"/hello\"]",
            "-u",
            "7:8",
            "--expose",
            "53/udp",
            "-a",
            "made=by hand",
            "--created",
            "2001-02-03T04:05:06Z")
        .ok();
    String place = "oci:" + lamina.store() + ":" + full("hello");
    String config = skopeo("inspect", "--config", "--raw", place);
    for (String part :
        new String[] {
          "\"K=a b\"", "\"k\":\"v\"", "\"User\":\"7:8\"", "\"53/udp\":{}", "2001-02-03T04:05:06Z"
        }) {
      assertTrue(config.contains(part), config);
    }
    assertTrue(skopeo("inspect", "--raw", place).contains("\"made\":\"by hand\""));
  }

  @Test
  void docker_loads_an_edited_image_and_runs_what_was_set() throws IOException {
    Peers.require("dockerd");
    CommandRun lamina = hello();
    lamina.run("append", "hello", archives()[0].toString()).ok();
    lamina.run("flatten", "hello").ok();
    lamina.run("config", "hello", "--entrypoint", "[\"/hello\"]", "-l", "k=v", "--history").ok();
    Path archive = scratch.resolve("saved.tar");
    lamina.writing(archive, "save", "hello").ok();
    try (Dockerd engine = Dockerd.start(scratch.resolve("engine"))) {
      engine.docker(engine.sh().stdin(archive), "load").ok();
      String template = "{{.Id}} {{.Config.Labels.k}} {{json .Config.Entrypoint}}";
      assertEquals(
          lamina.run("inspect", "-f", "{{.Id}}", "hello").ok().out().strip() + " v [\"/hello\"]\n",
          engine.docker("inspect", "--format", template, "hello").ok().out());
      assertEquals(
          Hello.GREETING, engine.docker("run", "--rm", "--network", "none", "hello").ok().out());
      String history = engine.docker("history", "--no-trunc", "hello").ok().out();
      assertTrue(history.contains("LABEL k=v"), history);
    }
  }

  @Test
  void buildah_sees_a_rebased_image_on_its_new_base() throws IOException {
    CommandRun lamina = hello();
    Path[] archives = archives();
    lamina.run("append", "hello", archives[0].toString(), "-t", "app").ok();
    lamina.run("config", "hello", "-e", "BASE=2", "-l", "base=new", "-t", "base2").ok();
    Path added = Files.createDirectory(scratch.resolve("added"));
    Files.writeString(added.resolve("new"), "new");
    lamina.run("append", "base2", added.toString()).ok();
    lamina.run("rebase", "app", "--old-base", "hello", "--new-base", "base2").ok();
    LocalTool buildah = LocalTool.buildah(scratch.resolve("storage"));
    try {
      String id =
          buildah.run("pull", "-q", "oci:" + lamina.store() + ":" + full("app")).ok().out().strip();
      String seen =
          buildah
              .run(
                  "inspect",
                  "--type",
                  "image",
                  "--format",
                  "{{.OCIv1.Config.Env}} {{.OCIv1.Config.Labels}} {{len .OCIv1.RootFS.DiffIDs}}",
                  id)
              .ok()
              .out();
      assertTrue(seen.contains("BASE=2") && seen.contains("map[base:new] 3"), seen);
    } finally {
      Machine.unmountBelow(scratch);
    }
  }

  @Test
  void an_index_goes_whole_to_skopeo_and_to_a_registry_and_back() throws IOException {
    CommandRun lamina = hello();
    lamina.run("config", "hello", "--set-platform", "linux/arm64", "-t", "arm").ok();
    String digest = lamina.run("index", "create", "-q", "list", "hello", "arm").ok().out().strip();
    String place = "oci:" + lamina.store() + ":" + full("list");
    skopeo("copy", "--all", "--quiet", place, "dir:" + scratch.resolve("all"));
    String raw = Files.readString(scratch.resolve("all/manifest.json"));
    assertEquals(lamina.run("index", "inspect", "--raw", "list").ok().out(), raw);
    String arm = lamina.run("inspect", "-f", "{{.Id}}", "arm").ok().out().strip();
    assertTrue(Files.exists(scratch.resolve("all").resolve(arm.substring("sha256:".length()))));
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String name = registry.host() + "/team/list:1";
      lamina.run("push", "-q", "list", name).ok();
      CommandRun other =
          new CommandRun(scratch.resolve("other")).with("HOME", scratch.resolve("home").toString());
      other.run("pull", "-q", "-a", name).ok();
      assertEquals(digest, other.run("digest", name).ok().out().strip());
      assertEquals(
          lamina.run("index", "inspect", "list").ok().out(),
          other.run("index", "inspect", name).ok().out());
    }
  }
}
