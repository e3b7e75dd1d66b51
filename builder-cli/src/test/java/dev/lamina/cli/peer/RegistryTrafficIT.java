package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes a registry gets and gives: a base of 200 MiB moves once, or not at all. */
class RegistryTrafficIT {
  private static final int MIB = 1 << 20;
  private static final int BASE = 200 * MIB;

  @TempDir Path scratch;
  private DebianRegistry registry;
  private CountingProxy proxy;

  @BeforeEach
  void open() throws IOException {
    registry = DebianRegistry.plain(scratch.resolve("registry"));
    proxy = CountingProxy.before(registry.port());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    registry.close();
  }

  private CommandRun lamina(String store) {
    return new CommandRun(scratch.resolve(store)).with("HOME", scratch.resolve("home").toString());
  }

  /** A context with a file of noise, and a Dockerfile that copies it. */
  private Path context(String name, String from, int size, String copy) throws IOException {
    Path context = Files.createDirectory(scratch.resolve(name));
    Files.write(
        context.resolve("Dockerfile"),
        ("FROM " + from + "\n" + copy + " file /\n").getBytes(UTF_8));
    Random noise = new Random(name.hashCode());
    byte[] piece = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(context.resolve("file"))) {
      for (int left = size; left > 0; left -= piece.length) {
        noise.nextBytes(piece);
        out.write(piece, 0, Math.min(left, piece.length));
      }
    }
    return context;
  }

  private static void build(CommandRun lamina, String tag, Path context) {
    lamina.run("build", "-q", "--compression", "none", "-t", tag, context.toString()).ok();
  }

  private CommandRun withBase() throws IOException {
    CommandRun lamina = lamina("store");
    build(lamina, "base", context("base", "scratch", BASE, "COPY"));
    return lamina;
  }

  private List<String> requestsSince(int before) throws IOException {
    List<String> all = registry.requests();
    return all.subList(before, all.size());
  }

  @Test
  void ten_images_that_share_a_base_send_it_once_and_a_second_push_asks_only() throws IOException {
    CommandRun lamina = withBase();
    for (int i = 0; i < 10; i++) {
      build(lamina, "app" + i, context("app" + i, "base", 1000 + i, "COPY"));
    }
    proxy.traffic();
    for (int i = 0; i < 10; i++) {
      lamina.run("push", "-q", "app" + i, proxy.host() + "/apps/app" + i).ok();
    }
    long sent = proxy.traffic().sent();
    assertTrue(sent > BASE && sent < BASE + MIB, "sent " + sent);
    List<String> puts =
        new ArrayList<>(registry.requests().stream().filter(r -> r.startsWith("PUT ")).toList());
    puts.removeIf(r -> !r.contains("/uploads/"));
    // the base, and of each image its layer and its config
    assertEquals(21, puts.size(), puts::toString);

    int before = registry.requests().size();
    for (int i = 0; i < 10; i++) {
      lamina.run("push", "-q", "app" + i, proxy.host() + "/apps/app" + i).ok();
    }
    List<String> second = requestsSince(before);
    assertTrue(second.stream().allMatch(r -> r.startsWith("HEAD ")), second::toString);
  }

  @Test
  void a_changed_layer_goes_alone() throws IOException {
    CommandRun lamina = withBase();
    Path context = context("app", "base", MIB, "COPY");
    build(lamina, "app", context);
    lamina.run("push", "-q", "app", proxy.host() + "/app:1").ok();
    byte[] other = new byte[MIB];
    new Random(1).nextBytes(other);
    Files.write(context.resolve("file"), other);
    build(lamina, "app", context);
    proxy.traffic();
    lamina.run("push", "-q", "app", proxy.host() + "/app:2").ok();
    CountingProxy.Traffic traffic = proxy.traffic();
    assertTrue(traffic.both() > MIB && traffic.both() < 2 * MIB, traffic::toString);
  }

  @Test
  void a_build_on_a_base_of_the_registry_fetches_what_it_looks_into() throws IOException {
    String base = proxy.host() + "/base:1";
    withBase().run("push", "-q", "base", base).ok();
    Path linked = context("linked", base, 1000, "COPY --link");
    Path plain = context("plain", base, 1000, "COPY");
    CommandRun empty = lamina("empty");
    assertFetches(empty, linked, 0, MIB);
    assertFetches(empty, plain, BASE, BASE + MIB);
    // the layer goes, its index stays
    empty.run("prune").ok();
    assertFetches(empty, plain, 0, MIB);
    lamina("other").run("pull", "-q", proxy.host() + "/app:plain").ok();
  }

  private void assertFetches(CommandRun lamina, Path context, long least, long most) {
    proxy.traffic();
    String name = proxy.host() + "/app:" + context.getFileName();
    lamina.run("build", "-q", "--push", "-t", name, context.toString()).ok();
    CountingProxy.Traffic traffic = proxy.traffic();
    assertTrue(
        traffic.received() >= least && traffic.received() < most && traffic.sent() < MIB,
        traffic::toString);
  }
}
