package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import dev.lamina.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jib's archives in our hands, and ours in Jib's. */
class JibTarIT {
  @TempDir Path scratch;

  private Containerizer to(String name, Path file) throws Exception {
    return Containerizer.to(TarImage.at(file).named(name))
        .setOfflineMode(true)
        .setApplicationLayersCache(scratch.resolve("layers"))
        .setBaseImageLayersCache(scratch.resolve("bases"));
  }

  private Path file(String name, String content) throws Exception {
    return Files.writeString(scratch.resolve(name), content);
  }

  @Test
  void we_load_what_jib_writes() throws Exception {
    Path archive = scratch.resolve("jib.tar");
    Jib.fromScratch()
        .addLayer(List.of(file("greeting", "hello\n")), "/data")
        .addEnvironmentVariable("WHO", "jib")
        .setEntrypoint("/data/greeting")
        .containerize(to("made/by-jib:1", archive));

    CommandRun lamina = new CommandRun(scratch.resolve("store"));
    String said = lamina.run("load", "-i", archive.toString()).ok().out();
    assertEquals("Loaded image: made/by-jib:1\n", said);
    lamina.run("verify").ok();
    assertTrue(StoreTree.list(lamina.store(), "made/by-jib:1").containsKey("/data/greeting"));
    String environment =
        lamina.run("inspect", "--format", "{{json .Config.Env}}", "made/by-jib:1").ok().out();
    assertEquals("[\"WHO=jib\"]\n", environment);
  }

  @Test
  void jib_builds_upon_what_we_write() throws Exception {
    CommandRun lamina = Hello.built(scratch.resolve("store"));
    for (String place : List.of("docker-archive:", "save")) {
      Path ours = scratch.resolve("ours-" + place.length() + ".tar");
      if (place.equals("save")) {
        lamina.run("save", "-o", ours.toString(), "hello").ok();
      } else {
        lamina.run("copy", "store:hello", place + ours + ":hello:latest").ok();
      }
      Path theirs = scratch.resolve("theirs-" + place.length() + ".tar");
      Jib.from(TarImage.at(ours))
          .addLayer(List.of(file("more", "more\n")), "/")
          .containerize(to("upon/ours:1", theirs));

      CommandRun other = new CommandRun(scratch.resolve("other-" + place.length()));
      other.run("load", "-i", theirs.toString()).ok();
      assertEquals(
          List.of("/hello", "/more"),
          List.copyOf(StoreTree.list(other.store(), "upon/ours:1").keySet()));
    }
  }
}
