package dev.lamina.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.RefusedInputException;
import java.util.Comparator;

/**
 * The one strict reader and the one canonical writer of JSON.
 *
 * <p>Reading accepts exactly one value of RFC 8259 in UTF-8 and refuses duplicate keys, a byte
 * order mark, comments, anything after the value, more than 64 levels, strings over 1 MiB, numbers
 * over 20 characters and objects of more than 10,000 members. Writing puts no white space and
 * escapes only what JSON demands.
 */
public final class Json {
  /** The order of keys of maps in what we write: by their bytes in UTF-8, that is by code point. */
  public static final Comparator<String> KEY_ORDER = Json::compareByCodePoint;

  private Json() {}

  /**
   * Reads a document of at most 4 MiB.
   *
   * @param what names the document in messages: "manifest sha256:…"
   */
  public static JsonValue parse(byte[] bytes, String what) throws RefusedInputException {
    return parse(bytes, what, JsonLimits.DOCUMENT);
  }

  /** As {@link #parse(byte[], String)}, with other limits. */
  public static JsonValue parse(byte[] bytes, String what, JsonLimits limits)
      throws RefusedInputException {
    return new JsonReader(bytes, what, limits).read();
  }

  /** As {@link #parse(byte[], String)}, refusing everything but an object. */
  public static JsonObject parseObject(byte[] bytes, String what) throws RefusedInputException {
    return parseObject(bytes, what, JsonLimits.DOCUMENT);
  }

  /** As {@link #parseObject(byte[], String)}, with other limits. */
  public static JsonObject parseObject(byte[] bytes, String what, JsonLimits limits)
      throws RefusedInputException {
    if (parse(bytes, what, limits) instanceof JsonObject object) {
      return object;
    }
    throw new RefusedInputException(what + ": not a JSON object");
  }

  /** The canonical bytes: UTF-8, no white space, members in their order. */
  public static byte[] write(JsonValue value) {
    return text(value).getBytes(UTF_8);
  }

  static String text(JsonValue value) {
    return new JsonWriter().write(value);
  }

  private static int compareByCodePoint(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // a surrogate is part of a code point above every other char
        boolean sameKind = Character.isSurrogate(x) == Character.isSurrogate(y);
        return sameKind ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
