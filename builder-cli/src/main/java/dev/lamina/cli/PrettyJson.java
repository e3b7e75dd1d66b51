package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import java.util.Iterator;
import java.util.Map;

/**
 * JSON for people: one member a line, two spaces a level. Control characters that JSON allows in
 * strings are written as escapes, so the text is safe on a terminal.
 */
final class PrettyJson {
  private final StringBuilder out = new StringBuilder();

  private PrettyJson() {}

  static String of(JsonValue value) {
    PrettyJson json = new PrettyJson();
    json.write(value, "\n");
    return json.out.toString();
  }

  /** On one line, for events. */
  static String line(JsonValue value) {
    return safe(new String(Json.write(value), UTF_8));
  }

  /** Depth is bounded by the reader's limit of levels. */
  private void write(JsonValue value, String lineEnd) {
    String inner = lineEnd + "  ";
    if (value instanceof JsonObject object && !object.isEmpty()) {
      String separator = "{";
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        out.append(separator).append(inner);
        out.append(line(new JsonString(member.getKey()))).append(": ");
        write(member.getValue(), inner);
        separator = ",";
      }
      out.append(lineEnd).append('}');
    } else if (value instanceof JsonArray array && !array.values().isEmpty()) {
      String separator = "[";
      for (Iterator<JsonValue> all = array.values().iterator(); all.hasNext(); separator = ",") {
        out.append(separator).append(inner);
        write(all.next(), inner);
      }
      out.append(lineEnd).append(']');
    } else {
      out.append(line(value));
    }
  }

  /** DEL, the C1 controls and what reorders text need no escape in JSON, but do on a terminal. */
  private static String safe(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean control = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
      if (control || c == '\u2028' || c == '\u2029') {
        safe.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }
}
