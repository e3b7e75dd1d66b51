package dev.lamina.toml;

import java.util.List;

/** What stands behind a key. */
public sealed interface TomlValue {
  /** A string. */
  record Text(String text) implements TomlValue {}

  /** True or false. */
  record Flag(boolean set) implements TomlValue {}

  /** A number or a date, of which only the form has been checked. */
  record Plain(String raw) implements TomlValue {}

  /** Values in square brackets. */
  record Values(List<TomlValue> elements) implements TomlValue {
    public Values {
      elements = List.copyOf(elements);
    }
  }

  /** The tables that {@code [[name]]} begins, in the order of the file. */
  record Tables(List<TomlTable> elements) implements TomlValue {}

  /** A table in a file, or in braces. */
  record Nested(TomlTable table) implements TomlValue {}
}
