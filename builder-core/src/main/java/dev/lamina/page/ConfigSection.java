package dev.lamina.page;

import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a container of the image is run, and what is written on it: all members that there are. */
final class ConfigSection {
  /** Titles of known members, in the order of the page. */
  private static final Map<String, String> TITLES = titles();

  /** Arrays that are commands, and shown as in a Dockerfile. */
  private static final List<String> COMMANDS = List.of("Entrypoint", "Cmd", "Shell");

  private ConfigSection() {}

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("Entrypoint", "Entrypoint");
    titles.put("Cmd", "Command");
    titles.put("Shell", "Shell");
    titles.put("User", "User");
    titles.put("WorkingDir", "Working directory");
    titles.put("Env", "Environment");
    titles.put("ExposedPorts", "Ports");
    titles.put("Volumes", "Volumes");
    titles.put("StopSignal", "Stop signal");
    titles.put("Healthcheck", "Health check");
    titles.put("OnBuild", "On build");
    titles.put("Labels", "Labels");
    return titles;
  }

  static Html of(ImageReport report) {
    JsonObject whole = report.image().config().value().toJson();
    Map<String, JsonValue> members =
        whole.value("config") instanceof JsonObject config ? config.members() : Map.of();
    Html out = new Html();
    TITLES.forEach(
        (key, title) -> {
          JsonValue value = members.get(key);
          if (value != null) {
            row(out, title, content(key, value));
          }
        });
    new TreeMap<>(members)
        .forEach(
            (key, value) -> {
              if (!TITLES.containsKey(key)) {
                row(out, key, content(key, value));
              }
            });
    Map<String, String> annotations = report.image().manifest().annotations();
    if (!annotations.isEmpty()) {
      row(out, "Annotations", pairs(annotations));
    }
    if (out.toString().isEmpty()) {
      return new Html().element("p", "Nothing is configured.").line();
    }
    return new Html().open("dl", "class", "config").line().add(out).close("dl").line();
  }

  private static void row(Html out, String title, Html content) {
    out.open("div").element("dt", title).open("dd").add(content).close("dd").close("div").line();
  }

  private static Html content(String key, JsonValue value) {
    if (value instanceof JsonString text) {
      return new Html().element("code", text.value());
    }
    if (value instanceof JsonArray array && !COMMANDS.contains(key)) {
      return list(array.values().stream().map(ConfigSection::plain).toList());
    }
    if (value instanceof JsonObject object && !object.isEmpty()) {
      if (object.members().values().stream().allMatch(JsonObject.EMPTY::equals)) {
        return list(List.copyOf(object.members().keySet()));
      }
      Map<String, String> pairs = new LinkedHashMap<>();
      object.members().forEach((name, member) -> pairs.put(name, plain(member)));
      return pairs(pairs);
    }
    return new Html().element("code", plain(value));
  }

  private static String plain(JsonValue value) {
    return value instanceof JsonString text
        ? text.value()
        : new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private static Html list(List<String> items) {
    Html out = new Html().open("ul");
    items.forEach(item -> out.open("li").element("code", item).close("li"));
    return out.close("ul");
  }

  private static Html pairs(Map<String, String> pairs) {
    Html out = new Html().open("ul");
    pairs.forEach(
        (name, value) ->
            out.open("li")
                .element("code", name, "class", "key")
                .text(" ")
                .element("code", value)
                .close("li"));
    return out.close("ul");
  }
}
