package dev.lamina.cli;

import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonBoolean;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of Go's templates that people use on a command line: text, {@code {{.Field}}}, {@code
 * {{.Field.Inner}}}, {@code {{json .Field}}} and {@code {{.}}}, with {@code \t} and {@code \n} in
 * the text. Everything else is refused, never guessed.
 */
final class Template {
  private sealed interface Part permits Text, Field {}

  private record Text(String text) implements Part {}

  private record Field(List<String> path, boolean json) implements Part {}

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  static Template parse(String source) throws UsageException {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (true) {
      int open = source.indexOf("{{", at);
      if (open < 0) {
        parts.add(text(source.substring(at)));
        return new Template(List.copyOf(parts));
      }
      int close = source.indexOf("}}", open);
      if (close < 0) {
        throw new UsageException("--format: '{{' has no '}}'");
      }
      parts.add(text(source.substring(at, open)));
      parts.add(field(source.substring(open + 2, close).strip()));
      at = close + 2;
    }
  }

  private static Text text(String raw) {
    return new Text(raw.replace("\\t", "\t").replace("\\n", "\n"));
  }

  private static Field field(String action) throws UsageException {
    boolean json = action.startsWith("json ");
    String path = json ? action.substring("json ".length()).strip() : action;
    if (path.equals(".")) {
      return new Field(List.of(), json);
    }
    if (!path.matches("(\\.[\\w-]+)+")) {
      throw new UsageException(
          "--format: '{{" + action + "}}' is not understood",
          "lamina understands {{.Field}}, {{.Field.Inner}} and {{json .Field}}");
    }
    return new Field(List.of(path.substring(1).split("\\.", -1)), json);
  }

  /** The field names at the top, in the order of the text; for the heading of a table. */
  List<String> fields() {
    return parts.stream()
        .filter(Field.class::isInstance)
        .map(p -> String.join(".", ((Field) p).path()))
        .toList();
  }

  /**
   * The text for one value.
   *
   * @throws UsageException when a field is not one of the value's
   */
  String render(JsonObject value) throws UsageException {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Text text) {
        out.append(text.text());
      } else if (part instanceof Field field) {
        JsonValue found = find(value, field.path());
        out.append(field.json() ? (found == null ? "null" : json(found)) : plain(found));
      }
    }
    return out.toString();
  }

  private static @Nullable JsonValue find(JsonObject root, List<String> path)
      throws UsageException {
    JsonValue value = root;
    for (int i = 0; i < path.size(); i++) {
      JsonValue next = value instanceof JsonObject object ? object.value(path.get(i)) : null;
      if (next == null) {
        if (i == 0 && !root.members().containsKey(path.get(0))) {
          throw new UsageException(
              "--format: there is no field '." + path.get(0) + "'",
              "the fields are ." + String.join(" .", root.members().keySet()));
        }
        return null;
      }
      value = next;
    }
    return value;
  }

  /** As Go prints a value: lists as {@code [a b]}, maps as {@code map[a:1 b:2]}. */
  private static String plain(@Nullable JsonValue value) {
    if (value == null) {
      return "<no value>";
    }
    if (value instanceof JsonString string) {
      return string.value();
    }
    if (value instanceof JsonNumber number) {
      return number.text();
    }
    if (value instanceof JsonBoolean bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof JsonArray array) {
      return array.values().stream()
          .map(Template::plain)
          .collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof JsonObject object) {
      return object.members().keySet().stream()
          .sorted()
          .map(key -> key + ":" + plain(object.value(key)))
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    return "<nil>";
  }

  private static String json(JsonValue value) {
    return PrettyJson.line(value);
  }
}
