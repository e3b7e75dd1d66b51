package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cache.CacheImage;
import dev.lamina.cli.CommandRun;
import dev.lamina.cli.CommandRun.Result;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that share nothing but Debian's registry. */
class SharedCacheIT {
  @TempDir Path scratch;

  @BeforeEach
  void makeContext() throws IOException {
    Path context = Files.createDirectories(scratch.resolve("context"));
    Files.createDirectories(context.resolve("d"));
    Files.writeString(context.resolve("d/a"), "one");
    Files.writeString(context.resolve("b"), "two");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch AS made
        COPY d /src/
        FROM scratch
        COPY b /b
        COPY --from=made /src/a /a
        """);
  }

  private CommandRun machine(String name) {
    return new CommandRun(scratch.resolve(name)).with("HOME", scratch.resolve("home").toString());
  }

  private Result build(String machine, String... options) {
    List<String> line = new ArrayList<>(List.of("build", "-t", "app"));
    line.addAll(List.of(options));
    line.add(scratch.resolve("context").toString());
    return machine(machine).run(line).ok();
  }

  private static long cached(Result result) {
    return result.err().lines().filter(line -> line.endsWith(" CACHED")).count();
  }

  @Test
  void a_fresh_runner_gets_hits_of_what_another_has_left() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String ref = registry.host() + "/team/cache";
      Result first =
          build(
              "a",
              "--cache-to",
              ref + ":min",
              "--cache-to",
              "type=registry,ref=" + ref + ":max,mode=max");
      assertEquals(0, cached(first));

      Result min = build("b", "--cache-from", ref + ":min");
      assertEquals(first.out(), min.out());
      assertEquals(2, cached(min), min.err());
      Result max =
          build("c", "--explain", "--cache-from", ref + ":none", "--cache-from", ref + ":max");
      assertEquals(first.out(), max.out());
      assertEquals(3, cached(max), max.err());
      assertTrue(max.err().contains("found in " + ref + ":max"), max.err());
      assertTrue(max.err().contains(ref + ":none is not used"), max.err());

      // who has all at home asks nobody
      int before = registry.requests().size();
      assertEquals(3, cached(build("c", "--cache-from", ref + ":max")));
      assertEquals(before, registry.requests().size());
    }
  }

  @Test
  void what_the_registry_has_is_not_sent_and_a_push_finds_it_there() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String ref = registry.host() + "/team/app";
      build("a", "--cache-to", ref + ":cache");
      int before = registry.requests().size();
      build("a", "--cache-to", ref + ":cache");
      List<String> again = registry.requests().subList(before, registry.requests().size());
      assertTrue(again.stream().noneMatch(r -> r.matches("(PUT|PATCH) .*")), again::toString);

      List<String> line = new ArrayList<>(List.of("build", "--push", "-t", ref + ":1"));
      line.addAll(List.of("--cache-from", ref + ":cache", "--cache-to", ref + ":next"));
      line.add(scratch.resolve("context").toString());
      before = registry.requests().size();
      assertEquals(2, cached(machine("b").run(line).ok()));
      List<String> sent = registry.requests().subList(before, registry.requests().size());
      // the config of the image: the layers are there
      assertEquals(
          1, sent.stream().filter(r -> r.matches("PUT .*/uploads/.*")).count(), sent::toString);
      machine("c").run("pull", "-q", ref + ":1").ok();
      assertEquals(2, cached(build("d", "--cache-from", ref + ":next")));
    }
  }

  @Test
  void a_layer_that_the_registry_has_lost_is_made_and_the_others_come() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String ref = registry.host() + "/team/cache:1";
      Result first = build("a", "--cache-to", "type=registry,ref=" + ref + ",mode=max");
      lose(firstLayer(ref));
      Result second = build("b", "--cache-from", ref);
      assertEquals(first.out(), second.out());
      assertEquals(2, cached(second), second.err());
      assertTrue(second.err().contains(" is not used"), second.err());
    }
  }

  /** The digest of the first layer of a cache, in hex. */
  private String firstLayer(String ref) {
    String skopeo = Peers.require("skopeo").toString();
    String raw =
        Sh.in(scratch)
            .env("HOME", scratch.resolve("home").toString())
            .run(skopeo, "inspect", "--tls-verify=false", "--raw", "docker://" + ref)
            .ok()
            .out();
    String layers = raw.substring(raw.indexOf("\"layers\""));
    int digest = layers.indexOf("sha256:") + "sha256:".length();
    return layers.substring(digest, digest + 64);
  }

  private void lose(String hex) throws IOException {
    try (Stream<Path> all = Files.walk(scratch.resolve("registry"))) {
      List<Path> blobs = all.filter(p -> p.endsWith(hex + "/data")).toList();
      assertEquals(1, blobs.size());
      Files.delete(blobs.get(0));
    }
  }

  @Test
  void others_copy_a_cache_as_they_copy_an_image() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String ref = registry.host() + "/team/cache:1";
      build("a", "--cache-to", "type=registry,ref=" + ref + ",mode=max");
      String skopeo = Peers.require("skopeo").toString();
      Sh sh = Sh.in(scratch).env("HOME", scratch.resolve("home").toString());
      String raw =
          sh.run(skopeo, "inspect", "--tls-verify=false", "--raw", "docker://" + ref).ok().out();
      assertTrue(raw.contains(CacheImage.ARTIFACT_TYPE), raw);
      sh.run(skopeo, "copy", "--src-tls-verify=false", "docker://" + ref, "oci:theirs:x").ok();
      String from = "type=local,tag=x,src=" + scratch.resolve("theirs");
      assertEquals(3, cached(build("b", "--cache-from", from)));
      machine("c").run("copy", "-q", "docker://" + ref, "oci:" + scratch.resolve("ours")).ok();
      assertEquals(
          3, cached(build("d", "--cache-from", "type=local,src=" + scratch.resolve("ours"))));
    }
  }
}
