package dev.lamina.page;

import dev.lamina.filetree.LayerShare;
import dev.lamina.io.EntryPath;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the script of a page knows, as columns, which are short. {@code layers}: what a layer is
 * called and how large it is. {@code dirs}: directories, each before what is in it, with the number
 * of their {@code parent} and of {@code files} that follow in the columns of {@code files}. There a
 * {@code name} that is a number stands for so many files; {@code fate} is {@link FileRow#fate}.
 */
final class PageData {
  private final List<JsonValue> dirNames = new ArrayList<>();
  private final List<JsonValue> parents = new ArrayList<>();
  private final List<JsonValue> counts = new ArrayList<>();
  private final List<JsonValue> names = new ArrayList<>();
  private final List<JsonValue> sizes = new ArrayList<>();
  private final List<JsonValue> layers = new ArrayList<>();
  private final List<JsonValue> fates = new ArrayList<>();

  private PageData() {}

  /** JSON that may stand in a script element: nothing in it looks like markup. */
  static String json(ImageReport report, List<FileRow> rows) {
    PageData data = new PageData();
    data.addDirectories(rows);
    rows.forEach(data::addFile);
    JsonObject json =
        JsonObject.builder()
            .set("layers", layers(report))
            .set(
                "dirs",
                JsonObject.builder()
                    .set("name", new JsonArray(data.dirNames))
                    .set("parent", new JsonArray(data.parents))
                    .set("files", new JsonArray(data.counts))
                    .build())
            .set(
                "files",
                JsonObject.builder()
                    .set("name", new JsonArray(data.names))
                    .set("size", new JsonArray(data.sizes))
                    .set("layer", new JsonArray(data.layers))
                    .set("fate", new JsonArray(data.fates))
                    .build())
            .build();
    return withoutMarkup(new String(Json.write(json), StandardCharsets.UTF_8));
  }

  /** Outside of strings JSON has none of these characters. */
  static String withoutMarkup(String json) {
    return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }

  private static JsonArray layers(ImageReport report) {
    List<JsonValue> all = new ArrayList<>();
    for (int i = 0; i < report.layers().size(); i++) {
      LayerShare layer = report.layers().get(i);
      all.add(
          JsonObject.builder()
              .set("by", Html.visible(report.createdBy(i)))
              .set("digest", layer.layer().digest().toString())
              .set("compressed", layer.layer().size())
              .set("size", layer.size())
              .set("files", layer.files().size())
              .build());
    }
    return new JsonArray(all);
  }

  private void addDirectories(List<FileRow> rows) {
    TreeSet<EntryPath> all = new TreeSet<>();
    all.add(EntryPath.ROOT);
    Map<EntryPath, Integer> files = new HashMap<>();
    for (FileRow row : rows) {
      files.merge(row.directory(), 1, Integer::sum);
      EntryPath directory = row.directory();
      while (all.add(directory)) {
        directory = directory.parent();
      }
    }
    Map<EntryPath, Integer> places = new HashMap<>();
    for (EntryPath directory : all) {
      places.put(directory, places.size());
      dirNames.add(name(directory));
      parents.add(JsonNumber.of(places.getOrDefault(directory.parent(), 0)));
      counts.add(JsonNumber.of(files.getOrDefault(directory, 0)));
    }
  }

  private void addFile(FileRow row) {
    EntryPath name = row.name();
    names.add(name == null ? JsonNumber.of(row.count()) : name(name));
    sizes.add(JsonNumber.of(row.size()));
    layers.add(JsonNumber.of(row.layer()));
    fates.add(JsonNumber.of(row.fate()));
  }

  private static JsonString name(EntryPath path) {
    return new JsonString(path.name().toString().substring(1));
  }
}
