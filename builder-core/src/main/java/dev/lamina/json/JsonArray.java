package dev.lamina.json;

import java.util.Collection;
import java.util.List;

/**
 * A JSON array.
 *
 * @param values the elements, in order
 */
public record JsonArray(List<JsonValue> values) implements JsonValue {
  /** {@code []}. */
  public static final JsonArray EMPTY = new JsonArray(List.of());

  public JsonArray {
    values = List.copyOf(values);
  }

  /** An array of strings. */
  public static JsonArray ofStrings(Collection<String> strings) {
    return new JsonArray(strings.stream().<JsonValue>map(JsonString::new).toList());
  }
}
