package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one builder made of a case.
 *
 * @param facts of the image, each under a name: {@code built}, {@code config KEY}, {@code tree
 *     PATH}, {@code history NUMBER}; no tabs and line ends in them
 * @param log what the builder said
 */
record Built(SortedMap<String, String> facts, String log) {
  private static final String BUILT = "built";
  private static final String HISTORY = "history ";

  /** What is compared of a config, in the words of Docker. */
  private static final String[] KEYS = {
    "Env",
    "Entrypoint",
    "Cmd",
    "WorkingDir",
    "User",
    "ExposedPorts",
    "Volumes",
    "StopSignal",
    "Healthcheck",
    "Shell",
    "OnBuild"
  };

  /** Whether there is an image, and no more. */
  static Built of(Builder.Attempt attempt) {
    return new Built(
        new TreeMap<>(Map.of(BUILT, attempt.succeeded() ? "yes" : "no")), attempt.log());
  }

  /** This, with what the image's config and tree say. */
  Built with(JsonObject config, SortedMap<String, String> tree) {
    SortedMap<String, String> all = new TreeMap<>(facts);
    tree.forEach((path, line) -> all.put(plain("tree " + path), plain(line)));
    put(all, "author", config.value("author"));
    put(all, "os", config.value("os"));
    put(all, "architecture", config.value("architecture"));
    put(all, "variant", config.value("variant"));
    if (config.value("config") instanceof JsonObject inner) {
      for (String key : KEYS) {
        put(all, key, inner.value(key));
      }
      if (inner.value("Labels") instanceof JsonObject labels) {
        labels.members().forEach((key, value) -> put(all, "Labels." + key, value));
      }
    }
    if (config.value("history") instanceof JsonArray history) {
      for (int i = 0; i < history.values().size(); i++) {
        all.put(HISTORY + i, step((JsonObject) history.values().get(i)));
      }
    }
    return new Built(all, log);
  }

  private static String step(JsonObject step) {
    String command = step.value("created_by") instanceof JsonString text ? text.value() : "";
    return plain(command) + (step.value("empty_layer") == null ? " (a layer)" : "");
  }

  /** Absent, null and empty are one. */
  private static void put(Map<String, String> facts, String key, @Nullable JsonValue value) {
    if (value == null) {
      return;
    }
    String text =
        value instanceof JsonString string ? string.value() : new String(Json.write(value), UTF_8);
    boolean empty =
        text.isEmpty()
            || text.equals("null")
            || (value instanceof JsonArray array && array.values().isEmpty())
            || (value instanceof JsonObject object && object.isEmpty());
    if (!empty) {
      facts.put(plain("config " + key), plain(text));
    }
  }

  private static String plain(String text) {
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
  }

  boolean succeeded() {
    return "yes".equals(facts.get(BUILT));
  }

  /** Which facts count between two builders. */
  enum Compared {
    /** The other one writes history in BuildKit's words, as we do. */
    WITH_HISTORY,
    WITHOUT_HISTORY
  }

  /** What differs, by fact: ours and theirs. */
  SortedMap<String, String[]> differencesTo(Built theirs, Compared compared) {
    SortedMap<String, String[]> differences = new TreeMap<>();
    if (succeeded() != theirs.succeeded()) {
      differences.put(BUILT, new String[] {facts.get(BUILT), theirs.facts.get(BUILT)});
      return differences;
    }
    TreeMap<String, String> all = new TreeMap<>(facts);
    theirs.facts.forEach(all::putIfAbsent);
    for (String fact : all.keySet()) {
      String here = facts.getOrDefault(fact, "-");
      String there = theirs.facts.getOrDefault(fact, "-");
      boolean counts = compared == Compared.WITH_HISTORY || !fact.startsWith(HISTORY);
      if (counts && !here.equals(there)) {
        differences.put(fact, new String[] {here, there});
      }
    }
    return differences;
  }
}
