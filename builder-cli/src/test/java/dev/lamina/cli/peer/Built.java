package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.RefusedInputException;
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
 *     PATH}
 * @param log what the builder said
 */
record Built(SortedMap<String, String> facts, String log) {
  private static final String BUILT = "built";

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

  /** It would not build. */
  static Built refused(String log) {
    return new Built(new TreeMap<>(Map.of(BUILT, "no")), log);
  }

  /** An image with this config and tree. */
  static Built image(byte[] config, SortedMap<String, String> tree, String log)
      throws RefusedInputException {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(BUILT, "yes");
    tree.forEach((path, line) -> facts.put("tree " + path, line));
    JsonObject top = Json.parseObject(config, "config");
    put(facts, "author", top.value("author"));
    put(facts, "os", top.value("os"));
    put(facts, "architecture", top.value("architecture"));
    if (top.value("config") instanceof JsonObject inner) {
      for (String key : KEYS) {
        put(facts, key, inner.value(key));
      }
      if (inner.value("Labels") instanceof JsonObject labels) {
        labels.members().forEach((key, value) -> put(facts, "Labels." + key, value));
      }
    }
    return new Built(facts, log);
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
      facts.put("config " + key, text.replace("\n", "\\n").replace("\t", "\\t"));
    }
  }

  boolean succeeded() {
    return "yes".equals(facts.get(BUILT));
  }

  /** What differs, by fact: ours and theirs. */
  SortedMap<String, String[]> differencesTo(Built theirs) {
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
      if (!here.equals(there)) {
        differences.put(fact, new String[] {here, there});
      }
    }
    return differences;
  }
}
