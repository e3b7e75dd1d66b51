package dev.lamina.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/** Writes one tree; iterative, so that depth costs heap and not stack. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final Deque<Open> open = new ArrayDeque<>();

  /** A container that is being written, and what is left of it. */
  private record Open(Iterator<?> rest, char end) {}

  String write(JsonValue root) {
    begin(root);
    while (!open.isEmpty()) {
      Open top = open.peek();
      if (!top.rest().hasNext()) {
        out.append(top.end());
        open.pop();
        continue;
      }
      char last = out.charAt(out.length() - 1);
      if (last != '[' && last != '{') {
        out.append(',');
      }
      Object next = top.rest().next();
      if (next instanceof Map.Entry<?, ?> member) {
        quote((String) member.getKey());
        out.append(':');
        begin((JsonValue) member.getValue());
      } else {
        begin((JsonValue) next);
      }
    }
    return out.toString();
  }

  private void begin(JsonValue value) {
    if (value instanceof JsonObject object) {
      out.append('{');
      open.push(new Open(object.members().entrySet().iterator(), '}'));
    } else if (value instanceof JsonArray array) {
      out.append('[');
      open.push(new Open(array.values().iterator(), ']'));
    } else if (value instanceof JsonString string) {
      quote(string.value());
    } else if (value instanceof JsonNumber number) {
      out.append(number.text());
    } else if (value instanceof JsonBoolean bool) {
      out.append(bool.value());
    } else {
      out.append("null");
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
