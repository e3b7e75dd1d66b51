package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.cli.CommandRun;
import dev.lamina.cli.peer.Builder.Attempt;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one builder has made. All of its images leave it in one archive, which is loaded into a
 * store of ours and read there; of every fortieth image skopeo and umoci see the same tree.
 *
 * @param folder for archive and store; it does not exist yet
 */
record Harvest(Builder builder, Path folder) {
  private static final int WITNESSED = 40;

  /**
   * Reads what has been built, by case.
   *
   * @param ours an image is not looked at where we have built none
   */
  Map<String, Built> read(Map<String, Attempt> attempts, Map<String, Attempt> ours)
      throws IOException {
    Map<String, Built> built = new LinkedHashMap<>();
    attempts.forEach((name, attempt) -> built.put(name, Built.of(attempt)));
    List<String> images = new ArrayList<>();
    for (String name : attempts.keySet()) {
      if (succeeded(attempts, name) && succeeded(ours, name)) {
        images.add(name);
      }
    }
    if (images.isEmpty()) {
      return built;
    }
    for (Map.Entry<String, byte[]> bare : builder.withoutLayers(images).entrySet()) {
      put(bare.getKey(), bare.getValue(), new TreeMap<>(), built);
      images.remove(bare.getKey());
    }
    if (!images.isEmpty()) {
      readArchive(images, built);
    }
    return built;
  }

  private void readArchive(List<String> images, Map<String, Built> built) throws IOException {
    Path archive = Files.createDirectory(folder).resolve("images.tar");
    builder.save(images, archive);
    CommandRun reader = new CommandRun(folder.resolve("store"));
    reader.run("load", "-q", "-i", archive.toString()).ok();
    for (int i = 0; i < images.size(); i++) {
      String image = builder.inArchive(images.get(i));
      SortedMap<String, String> tree = StoreTree.list(reader.store(), image);
      if (i % WITNESSED == 0) {
        assertEquals(witness(archive, image), tree, image + " as others and we read it");
      }
      put(images.get(i), StoreTree.config(reader.store(), image), tree, built);
    }
  }

  private static void put(
      String name, byte[] config, SortedMap<String, String> tree, Map<String, Built> built)
      throws IOException {
    JsonObject json = Json.parseObject(config, "config of " + name);
    built.computeIfPresent(name, (any, bare) -> bare.with(json, tree));
  }

  private static boolean succeeded(Map<String, Attempt> attempts, String name) {
    Attempt attempt = attempts.get(name);
    return (attempt != null) && attempt.succeeded();
  }

  private SortedMap<String, String> witness(Path archive, String image) throws IOException {
    Path layout = folder.resolve("layout");
    try {
      String place = "docker-archive:" + archive + ":" + image + ":latest";
      Layouts.copy(folder, place, "oci:" + layout + ":it");
      return Layouts.tree(layout, "it", folder);
    } finally {
      Sh.in(folder).run("rm", "-rf", layout.toString()).ok();
    }
  }
}
