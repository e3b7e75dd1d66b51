package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What takes room, what is in order, and what goes. */
class HousekeepingTest extends CommandLineTest {
  @BeforeEach
  void build() throws IOException {
    Path context = Files.createDirectory(directory.resolve("app"));
    Files.writeString(context.resolve("base.txt"), "base".repeat(1000));
    Files.writeString(context.resolve("own.txt"), "own");
    dockerfile("FROM scratch\nCOPY base.txt /\n");
    run("build", "-q", "-t", "base", "app").ok();
    dockerfile("FROM base\nCOPY own.txt /\n");
    run("build", "-q", "-t", "app:1", "--platform=linux/amd64,linux/arm64", "app").ok();
  }

  private void dockerfile(String text) throws IOException {
    Files.writeString(directory.resolve("app/Dockerfile"), text);
  }

  private static List<JsonObject> rows(Result result) throws IOException {
    JsonArray array = (JsonArray) Json.parse(result.bytes(), "output");
    return array.values().stream().map(JsonObject.class::cast).toList();
  }

  private long blobs() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("store/blobs/sha256"))) {
      return files.count();
    }
  }

  @Test
  void df_counts_what_images_share_once_and_what_is_their_own() throws IOException {
    List<JsonObject> images = rows(run("df", "-v", "--format", "json").ok());
    assertEquals(2, images.size());
    long shared = 0;
    for (JsonObject image : images) {
      assertEquals(
          image.integer("size"), image.integer("sharedSize") + image.integer("uniqueSize"));
      // the one layer of the base
      assertTrue(image.integer("sharedSize") > 0);
      assertTrue(shared == 0 || shared == image.integer("sharedSize"));
      shared = image.integer("sharedSize");
    }
    JsonObject total = rows(run("df", "--format", "json").ok()).get(0);
    long unique = images.stream().mapToLong(HousekeepingTest::unique).sum();
    assertEquals(shared + unique, total.integer("size"));
    assertEquals(0, total.integer("reclaimable"));

    run("rmi", "app:1").ok();
    long reclaimable = rows(run("df", "--format", "json").ok()).get(0).integer("reclaimable");
    JsonObject removed = (JsonObject) Json.parse(run("prune", "--format", "json").ok().bytes(), "");
    assertEquals(reclaimable, removed.integer("bytes"));
    assertTrue(run("df").ok().out().startsWith("TYPE "));
  }

  private static long unique(JsonObject image) {
    try {
      return image.integer("uniqueSize");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_dry_run_says_what_prune_removes_then() throws IOException {
    run("untag", "app:1").ok();
    long before = blobs();
    Result dry = run("prune", "--dry-run", "--format", "json").ok();
    assertEquals(before, blobs());
    assertTrue(run("prune", "-n").ok().out().startsWith("Would delete: sha256:"));
    Result done = run("prune", "--format", "json").ok();
    assertEquals(Json.parse(dry.bytes(), ""), Json.parse(done.bytes(), ""));
    assertTrue(blobs() < before);
  }

  @Test
  void what_came_into_the_store_lately_is_spared_when_that_is_asked() throws IOException {
    run("untag", "app:1").ok();
    long before = blobs();
    // the clock of the test may stand anywhere; the files are as old as they are
    run("prune", "--filter", "until=2000-01-01").ok();
    assertEquals(before, blobs());
    run("prune", "--filter", "until=" + Instant.now().plusSeconds(3600).getEpochSecond()).ok();
    assertTrue(blobs() < before);
    for (String wrong : List.of("until=yesterday", "label=x", "until=", "until=1x")) {
      run("prune", "--filter", wrong).exits(ExitCode.USAGE);
    }
  }

  @Test
  void times_are_written_as_for_docker() throws UsageException {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    Map<String, String> table =
        Map.of(
            "24h", "2026-02-28T12:00:00Z",
            "1h30m5s", "2026-03-01T10:29:55Z",
            "500ms", "2026-03-01T11:59:59.500Z",
            "0", "1970-01-01T00:00:00Z",
            "1700000000", "2023-11-14T22:13:20Z",
            "2026-01-31", "2026-01-31T00:00:00Z",
            "2026-01-31T06:00:00", "2026-01-31T06:00:00Z",
            "2026-01-31T06:00:00+02:00", "2026-01-31T04:00:00Z");
    for (Map.Entry<String, String> row : table.entrySet()) {
      assertEquals(Instant.parse(row.getValue()), Until.parse(row.getKey(), now), row.getKey());
    }
    assertThrows(UsageException.class, () -> Until.parse("2026-13-01", now));
  }

  @Test
  void verify_of_an_image_looks_at_its_blobs_alone() throws IOException {
    assertTrue(run("verify", "app:1").ok().out().endsWith(" 0 findings\n"));
    String config =
        run("inspect", "--format", "{{.Id}}", "base")
            .ok()
            .out()
            .strip()
            .substring("sha256:".length());
    Path blob = directory.resolve("store/blobs/sha256").resolve(config);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[5] ^= 1;
    Files.delete(blob);
    Files.write(blob, bytes);
    assertTrue(run("verify", "app:1").ok().out().endsWith(" 0 findings\n"));
    Result damaged = run("verify", "base").exits(ExitCode.FINDINGS);
    assertTrue(damaged.out().contains(config), damaged.out());
    run("verify", "--quick", "app:1").exits(ExitCode.USAGE);
    run("verify", "nope").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void the_tree_shows_the_images_of_an_index_below_it() {
    run("tag", "app:1", "app:2").ok();
    List<String> lines = run("images", "--tree").ok().out().lines().toList();
    assertEquals(5, lines.size(), lines::toString);
    assertTrue(lines.get(1).startsWith("app:1, app:2 "), lines.get(1));
    assertTrue(lines.get(2).startsWith("├─ linux/amd64 "), lines.get(2));
    assertTrue(lines.get(3).startsWith("└─ linux/arm64 "), lines.get(3));
    assertTrue(lines.get(4).startsWith("base:latest "), lines.get(4));
    assertTrue(run("images", "--tree", "--digests").ok().out().contains("sha256:"));
    assertEquals(2, run("images", "--tree", "base").ok().out().lines().count());
    run("images", "--tree", "-q").exits(ExitCode.USAGE);
  }

  @Test
  void filters_of_a_list_are_dockers() {
    run("tag", "app:1", "host.example/team/app:2").ok();
    run("untag", "base").ok();
    assertEquals("<none>\n", names("dangling=true"));
    assertFalse(names("dangling=false").contains("<none>"));
    assertEquals("app\n", names("reference=a*"));
    assertEquals("host.example/team/app\n", names("reference=*/*/app"));
    assertEquals("app\n", names("reference=app:?"));
    assertEquals("", names("reference=*:3"));
    run("images", "-f", "label=x").exits(ExitCode.USAGE);
    run("images", "-f", "reference=[").exits(ExitCode.USAGE);
  }

  private String names(String filter) {
    return run("images", "-f", filter, "--format", "{{.Repository}}").ok().out();
  }

  @Test
  void documents_are_shown_byte_for_byte() throws IOException {
    String digest = run("digest", "base").ok().out().strip();
    byte[] manifest = run("inspect", "--raw", "base").ok().bytes();
    assertEquals(digest, Digest.sha256(manifest).toString());
    byte[] config = run("inspect", "--raw", "--config", "base").ok().bytes();
    assertEquals(
        run("inspect", "--format", "{{.Id}}", "base").ok().out().strip(),
        Digest.sha256(config).toString());
    assertEquals(
        Json.parse(config, ""), Json.parse(run("inspect", "--config", "base").ok().bytes(), ""));
    run("inspect", "--raw", "base", "app:1").exits(ExitCode.USAGE);
  }

  @Test
  void inspect_and_history_look_into_places() {
    run("copy", "store:base", "oci:layout:v1").ok();
    run("save", "-o", "base.tar", "base").ok();
    String id = run("inspect", "--format", "{{.Id}}", "base").ok().out();
    for (String place :
        List.of("oci:layout:v1", "oci-archive:base.tar", "docker-archive:base.tar")) {
      assertEquals(id, run("inspect", "--format", "{{.Id}}", place).ok().out());
      assertEquals(2, run("history", place).ok().out().lines().count());
    }
    run("inspect", "oci:nowhere").exits(ExitCode.NOT_FOUND);
    run("inspect", "oci:").exits(ExitCode.USAGE);
  }

  @Test
  void places_that_cannot_be_read_are_errors_of_whoever_named_them() {
    run("save", "-o", "x.tar", "--base", "oci:", "base").exits(ExitCode.USAGE);
    run("save", "-o", "x.tar", "--base", "nothing", "base").exits(ExitCode.NOT_FOUND);
    variables.put("DOCKER_HOST", "tcp://127.0.0.1:1");
    for (String command : List.of("ls", "inspect", "history")) {
      String said = run(command, "docker-daemon:base").exits(ExitCode.IO).err();
      assertTrue(said.contains("docker-daemon: the Docker engine at 'tcp://127.0.0.1:1'"), said);
    }
    run("copy", "store:base", "docker-daemon:base").exits(ExitCode.IO);
    run("ls", "base").ok();
  }
}
