package dev.lamina.json;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members in their order, and typed getters that refuse what has another type. A
 * getter never converts: {@code "12"} is not an integer and {@code 5} is not a string. A member
 * that is {@code null} counts as absent.
 */
public final class JsonObject implements JsonValue {
  /** {@code {}}. */
  public static final JsonObject EMPTY = new JsonObject(Map.of(), "object");

  private final Map<String, JsonValue> members;

  /** Names this object in messages: "manifest sha256:…: layers[0]". Not part of the value. */
  private final String where;

  JsonObject(Map<String, JsonValue> members, String where) {
    this.members = Collections.unmodifiableMap(members);
    this.where = where;
  }

  /** Starts an object that prints its members in the order in which they are set. */
  public static Builder builder() {
    return new Builder();
  }

  /** The members, in order. */
  public Map<String, JsonValue> members() {
    return members;
  }

  /** What this object is called in messages. */
  public String where() {
    return where;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Whether the member exists and is not null. */
  public boolean has(String key) {
    return value(key) != null;
  }

  /** The member, or null when it is absent or {@code null}. */
  public @Nullable JsonValue value(String key) {
    JsonValue value = members.get(key);
    return value == JsonNull.NULL ? null : value;
  }

  /** The string; refused when absent. */
  public String string(String key) throws RefusedInputException {
    return required(key, stringOrNull(key));
  }

  /** The string, or {@code fallback} when absent. */
  public String string(String key, String fallback) throws RefusedInputException {
    String value = stringOrNull(key);
    return value == null ? fallback : value;
  }

  /** The string, or null when absent. */
  public @Nullable String stringOrNull(String key) throws RefusedInputException {
    JsonValue value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw refusal(key, "is not a string");
  }

  /** The integer; refused when absent, or with a fraction or an exponent. */
  public long integer(String key) throws RefusedInputException {
    required(key, value(key));
    return integer(key, 0);
  }

  /** The integer, or {@code fallback} when absent. */
  public long integer(String key, long fallback) throws RefusedInputException {
    JsonValue value = value(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof JsonNumber number && number.isInteger()) {
      return number.longValue();
    }
    throw refusal(key, "is not an integer");
  }

  /** The boolean, or {@code fallback} when absent. */
  public boolean bool(String key, boolean fallback) throws RefusedInputException {
    JsonValue value = value(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof JsonBoolean bool) {
      return bool.value();
    }
    throw refusal(key, "is not true or false");
  }

  /** The object; refused when absent. */
  public JsonObject object(String key) throws RefusedInputException {
    return required(key, objectOrNull(key));
  }

  /** The object, or null when absent. */
  public @Nullable JsonObject objectOrNull(String key) throws RefusedInputException {
    JsonValue value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw refusal(key, "is not an object");
  }

  /** The elements; empty when absent. */
  public List<JsonValue> values(String key) throws RefusedInputException {
    JsonValue value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof JsonArray array) {
      return array.values();
    }
    throw refusal(key, "is not an array");
  }

  /** The elements, all objects; empty when absent. */
  public List<JsonObject> objects(String key) throws RefusedInputException {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue value : values(key)) {
      if (!(value instanceof JsonObject object)) {
        throw refusal(key, "holds something that is not an object");
      }
      objects.add(object);
    }
    return objects;
  }

  /** The elements, all strings; empty when absent. */
  public List<String> strings(String key) throws RefusedInputException {
    List<String> strings = new ArrayList<>();
    for (JsonValue value : values(key)) {
      if (!(value instanceof JsonString string)) {
        throw refusal(key, "holds something that is not a string");
      }
      strings.add(string.value());
    }
    return strings;
  }

  /** The object as a map from strings to strings, in {@link Json#KEY_ORDER}; empty when absent. */
  public SortedMap<String, String> stringMap(String key) throws RefusedInputException {
    SortedMap<String, String> map = new TreeMap<>(Json.KEY_ORDER);
    JsonObject object = objectOrNull(key);
    if (object != null) {
      for (String name : object.members.keySet()) {
        map.put(name, object.string(name, ""));
      }
    }
    return map;
  }

  /**
   * Refuses a document whose meaning depends on the reader: one that has a known key in another
   * case, which readers in Go take for the key and others do not.
   */
  public void requireExactCase(Collection<String> known) throws RefusedInputException {
    Map<String, String> folded = new TreeMap<>();
    known.forEach(key -> folded.put(fold(key), key));
    for (String key : members.keySet()) {
      String meant = folded.get(fold(key));
      if (meant != null && !meant.equals(key)) {
        throw refusal(key, "must be spelled '" + meant + "'");
      }
    }
  }

  private static String fold(String key) {
    // upper then lower also folds U+017F and U+212A, which encoding/json of Go matches with s and k
    return key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** This object without the members of these names. */
  public JsonObject without(Set<String> keys) {
    Map<String, JsonValue> rest = new LinkedHashMap<>(members);
    rest.keySet().removeAll(keys);
    return rest.isEmpty() ? EMPTY : new JsonObject(rest, where);
  }

  /** This object with one member replaced in its place, or added at the end. */
  public JsonObject with(String key, JsonValue value) {
    Map<String, JsonValue> changed = new LinkedHashMap<>(members);
    changed.put(key, value);
    return new JsonObject(changed, where);
  }

  /** The exception for a member that cannot be used: "WHERE: field 'KEY' WHY". */
  public RefusedInputException refusal(String key, String why) {
    return new RefusedInputException(where + ": field '" + Escaped.text(key) + "' " + why);
  }

  /** The exception for this whole object: "WHERE: WHY". */
  public RefusedInputException refusal(String why) {
    return new RefusedInputException(where + ": " + why);
  }

  private <T> T required(String key, @Nullable T value) throws RefusedInputException {
    if (value == null) {
      throw refusal(key, "is missing");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return Json.text(this);
  }

  /** Collects members in the order of the calls. */
  public static final class Builder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private Builder() {}

    /** Sets a member, or leaves it out when the value is null. */
    public Builder set(String key, @Nullable JsonValue value) {
      if (value != null) {
        members.put(key, value);
      }
      return this;
    }

    /** Sets a string, empty or not. */
    public Builder set(String key, String value) {
      return set(key, new JsonString(value));
    }

    /** Sets an integer. */
    public Builder set(String key, long value) {
      return set(key, JsonNumber.of(value));
    }

    /** Sets a string unless it is null or empty. */
    public Builder setUnlessEmpty(String key, @Nullable String value) {
      return value == null || value.isEmpty() ? this : set(key, value);
    }

    /** Sets an integer unless it is zero. */
    public Builder setUnlessZero(String key, long value) {
      return value == 0 ? this : set(key, value);
    }

    /** Sets {@code true}, or leaves the member out. */
    public Builder setIfTrue(String key, boolean value) {
      return value ? set(key, JsonBoolean.TRUE) : this;
    }

    /** Sets an array of strings unless it is empty. */
    public Builder setUnlessEmpty(String key, List<String> values) {
      return values.isEmpty() ? this : set(key, JsonArray.ofStrings(values));
    }

    /** Sets an object of strings unless it is empty. */
    public Builder setUnlessEmpty(String key, SortedMap<String, String> map) {
      Builder object = builder();
      map.forEach(object::set);
      return map.isEmpty() ? this : set(key, object.build());
    }

    /** Adds the members of an object after those that are here. */
    public Builder setAll(JsonObject more) {
      members.putAll(more.members);
      return this;
    }

    /** The object. */
    public JsonObject build() {
      return members.isEmpty() ? EMPTY : new JsonObject(new LinkedHashMap<>(members), "object");
    }
  }
}
