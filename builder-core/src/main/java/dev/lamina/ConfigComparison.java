package dev.lamina;

import dev.lamina.ImageDifference.Field;
import dev.lamina.image.Image;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of two images, field by field: objects by their members, the environment by
 * its variables, the history by its entries, other lists as a whole. Layers are not among the
 * fields.
 */
final class ConfigComparison {
  private final List<Field> fields = new ArrayList<>();

  private ConfigComparison() {}

  static List<Field> of(Image before, Image after) {
    ConfigComparison comparison = new ConfigComparison();
    comparison.members("", json(before), json(after));
    return comparison.fields;
  }

  private static JsonObject json(Image image) {
    ImageConfig config = image.config().value();
    JsonObject.Builder annotations = JsonObject.builder();
    image.manifest().annotations().forEach(annotations::set);
    return config.toJson().without(Set.of("rootfs")).with("annotations", annotations.build());
  }

  private void members(String path, JsonObject before, JsonObject after) {
    Set<String> names = new LinkedHashSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    for (String name : names) {
      compare(path + name, before.value(name), after.value(name));
    }
  }

  /** Depth is bounded by the reader's limit of levels. */
  private void compare(String path, @Nullable JsonValue before, @Nullable JsonValue after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (path.equals("config.Env")) {
      environment(before, after);
    } else if (hasMembers(before) && (hasMembers(after) || after == null)) {
      members(path + ".", object(before), object(after));
    } else if (hasMembers(after) && before == null) {
      members(path + ".", JsonObject.EMPTY, object(after));
    } else if (path.equals("history")
        && before instanceof JsonArray old
        && after instanceof JsonArray now) {
      elements(path, old, now);
    } else {
      fields.add(new Field(path, before, after));
    }
  }

  private static boolean hasMembers(@Nullable JsonValue value) {
    return value instanceof JsonObject object && !object.isEmpty();
  }

  private static JsonObject object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private void elements(String path, JsonArray before, JsonArray after) {
    int count = Math.max(before.values().size(), after.values().size());
    for (int i = 0; i < count; i++) {
      compare(path + "[" + i + "]", element(before, i), element(after, i));
    }
  }

  private static @Nullable JsonValue element(JsonArray array, int index) {
    return index < array.values().size() ? array.values().get(index) : null;
  }

  private void environment(@Nullable JsonValue before, @Nullable JsonValue after) {
    JsonObject old = variables(before);
    JsonObject now = variables(after);
    if (old.equals(now)) {
      // the order, or a name that is there twice
      fields.add(new Field("config.Env", before, after));
    } else {
      members("config.Env.", old, now);
    }
  }

  private static JsonObject variables(@Nullable JsonValue environment) {
    JsonObject.Builder variables = JsonObject.builder();
    if (environment instanceof JsonArray array) {
      for (JsonValue value : array.values()) {
        String text = value instanceof JsonString string ? string.value() : value.toString();
        int equals = text.indexOf('=');
        variables.set(
            equals < 0 ? text : text.substring(0, equals),
            equals < 0 ? "" : text.substring(equals + 1));
      }
    }
    return variables.build();
  }
}
