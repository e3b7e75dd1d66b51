package dev.lamina.toml;

import dev.lamina.io.RefusedInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and values, each with its line. The reader alone changes it. */
public final class TomlTable {
  /** How a table came to be, which says what may be added to it. */
  enum Kind {
    /** Only named as a part of the name of another; its own header may follow. */
    IMPLIED,
    /** By its header. */
    HEADED,
    /** By a dotted key; other keys add to it, and no header. */
    DOTTED,
    /** In braces; nothing adds to it. */
    INLINE
  }

  private final String file;
  private final int line;
  private final Map<String, TomlValue> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private Kind kind;

  TomlTable(String file, int line, Kind kind) {
    this.file = file;
    this.line = line;
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  void head() {
    kind = Kind.HEADED;
  }

  @Nullable TomlValue value(String key) {
    return values.get(key);
  }

  void put(String key, TomlValue value, int at) {
    values.put(key, value);
    lines.put(key, at);
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The string; null when there is no such key. */
  public @Nullable String text(String key) throws RefusedInputException {
    TomlValue value = values.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof TomlValue.Text text) {
      return text.text();
    }
    throw refusal(key, "'" + key + "' is not a string");
  }

  /** The boolean; false when there is no such key. */
  public boolean flag(String key) throws RefusedInputException {
    TomlValue value = values.get(key);
    if (value == null) {
      return false;
    }
    if (value instanceof TomlValue.Flag flag) {
      return flag.set();
    }
    throw refusal(key, "'" + key + "' is neither true nor false");
  }

  /** The tables of a list, however it is written; none when there is no such key. */
  public List<TomlTable> tables(String key) throws RefusedInputException {
    TomlValue value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof TomlValue.Tables tables) {
      return List.copyOf(tables.elements());
    }
    List<TomlTable> all = new ArrayList<>();
    if (value instanceof TomlValue.Values list) {
      for (TomlValue each : list.elements()) {
        if (each instanceof TomlValue.Nested nested) {
          all.add(nested.table());
        }
      }
      if (all.size() == list.elements().size()) {
        return all;
      }
    }
    throw refusal(key, "'" + key + "' is not a list of tables");
  }

  /**
   * An error of the value of a key, or of the table where it has no such key.
   *
   * @param why with names from outside escaped
   */
  public RefusedInputException refusal(String key, String why) {
    return TomlCursor.refusal(file, lines.getOrDefault(key, line), why);
  }
}
