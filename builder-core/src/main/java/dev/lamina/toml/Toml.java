package dev.lamina.toml;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a document (TOML 1.0.0). Of numbers and dates only the form is checked, because nothing
 * asks for them.
 */
public final class Toml {
  private static final int MAX_DEPTH = 64;

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:";

  private static final String DIGITS = "[0-9](?:_?[0-9])*";
  private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?";
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern NUMBER_OR_DATE =
      Pattern.compile(
          "[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\\.%1$s)?(?:[eE][+-]?%1$s)?|[+-]?(?:inf|nan)"
                  .replace("%1$s", DIGITS)
              + "|0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*"
              + ("|" + TIME + "|" + DAY + "(?:[Tt ]" + TIME + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?"));

  private final TomlCursor at;
  private final TomlStrings strings;
  private final TomlTable root;
  private int depth;

  private Toml(String file, String text) {
    this.at = new TomlCursor(file, text);
    this.strings = new TomlStrings(at);
    this.root = new TomlTable(file, 1, TomlTable.Kind.HEADED);
  }

  /**
   * The document's outermost table.
   *
   * @param file for messages, escaped
   * @throws RefusedInputException when it is not TOML: {@code FILE:LINE: …}
   */
  public static TomlTable parse(byte[] bytes, String file) throws RefusedInputException {
    try {
      return new Toml(file, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
          .document();
    } catch (CharacterCodingException e) {
      throw new RefusedInputException(file + ": not UTF-8", e);
    }
  }

  private TomlTable document() throws RefusedInputException {
    TomlTable current = root;
    for (at.space(); at.peek() != TomlCursor.END; at.space()) {
      if (at.take("[[")) {
        current = element();
        at.expect("]]");
      } else if (at.take("[")) {
        current = header();
        at.expect("]");
      } else {
        assignment(current);
      }
      at.endOfLine();
    }
    return root;
  }

  private TomlTable element() throws RefusedInputException {
    List<String> keys = strings.keys();
    String last = keys.get(keys.size() - 1);
    TomlTable parent = parent(keys);
    if (!parent.has(last)) {
      parent.put(last, new TomlValue.Tables(new ArrayList<>()), at.line());
    }
    if (parent.value(last) instanceof TomlValue.Tables tables) {
      TomlTable table = new TomlTable(at.file(), at.line(), TomlTable.Kind.HEADED);
      tables.elements().add(table);
      return table;
    }
    throw twice(last);
  }

  private TomlTable header() throws RefusedInputException {
    List<String> keys = strings.keys();
    String last = keys.get(keys.size() - 1);
    TomlTable parent = parent(keys);
    if (!parent.has(last)) {
      return nested(parent, last, TomlTable.Kind.HEADED);
    }
    if (parent.value(last) instanceof TomlValue.Nested nested
        && nested.table().kind() == TomlTable.Kind.IMPLIED) {
      nested.table().head();
      return nested.table();
    }
    throw twice(last);
  }

  /** The table that all keys but the last lead to. */
  private TomlTable parent(List<String> keys) throws RefusedInputException {
    TomlTable table = root;
    for (String key : keys.subList(0, keys.size() - 1)) {
      if (!table.has(key)) {
        table = nested(table, key, TomlTable.Kind.IMPLIED);
      } else if (table.value(key) instanceof TomlValue.Nested nested
          && nested.table().kind() != TomlTable.Kind.INLINE) {
        table = nested.table();
      } else if (table.value(key) instanceof TomlValue.Tables tables) {
        table = tables.elements().get(tables.elements().size() - 1);
      } else {
        throw twice(key);
      }
    }
    return table;
  }

  private TomlTable nested(TomlTable parent, String key, TomlTable.Kind kind) {
    TomlTable table = new TomlTable(at.file(), at.line(), kind);
    parent.put(key, new TomlValue.Nested(table), at.line());
    return table;
  }

  private RefusedInputException twice(String key) {
    return at.error("'" + Escaped.text(key) + "' is there already");
  }

  private void assignment(TomlTable current) throws RefusedInputException {
    List<String> keys = strings.keys();
    int line = at.line();
    TomlTable table = current;
    for (String key : keys.subList(0, keys.size() - 1)) {
      if (!table.has(key)) {
        table = nested(table, key, TomlTable.Kind.DOTTED);
      } else if (table.value(key) instanceof TomlValue.Nested nested
          && nested.table().kind() == TomlTable.Kind.DOTTED) {
        table = nested.table();
      } else {
        throw twice(key);
      }
    }
    String last = keys.get(keys.size() - 1);
    if (table.has(last)) {
      throw twice(last);
    }
    at.expect("=");
    at.blanks();
    table.put(last, value(), line);
  }

  private TomlValue value() throws RefusedInputException {
    if (strings.begins()) {
      return new TomlValue.Text(strings.value());
    }
    if (at.at("[") || at.at("{")) {
      if (++depth > MAX_DEPTH) {
        throw at.error("values are nested more than " + MAX_DEPTH + " deep");
      }
      TomlValue value = at.take("[") ? array() : inline();
      depth--;
      return value;
    }
    return plain();
  }

  private TomlValue array() throws RefusedInputException {
    List<TomlValue> elements = new ArrayList<>();
    boolean more = true;
    for (at.space(); more && !at.at("]"); at.space()) {
      elements.add(value());
      at.space();
      more = at.take(",");
    }
    at.expect("]");
    return new TomlValue.Values(elements);
  }

  /** On one line, as TOML 1.0 has it. */
  private TomlValue inline() throws RefusedInputException {
    at.expect("{");
    TomlTable table = new TomlTable(at.file(), at.line(), TomlTable.Kind.INLINE);
    at.blanks();
    if (!at.take("}")) {
      do {
        assignment(table);
        at.blanks();
      } while (at.take(","));
      at.expect("}");
    }
    return new TomlValue.Nested(table);
  }

  private TomlValue plain() throws RefusedInputException {
    String word = at.run(PLAIN);
    if (DAY.matcher(word).matches() && at.at(" ")) {
      at.blanks();
      String time = at.run(PLAIN);
      word += time.isEmpty() ? "" : " " + time;
    }
    if (word.equals("true") || word.equals("false")) {
      return new TomlValue.Flag(word.equals("true"));
    }
    if (!NUMBER_OR_DATE.matcher(word).matches()) {
      throw at.error(
          word.isEmpty()
              ? "expected a value, found " + at.found()
              : "'" + word + "' is no value; strings need quotes");
    }
    return new TomlValue.Plain(word);
  }
}
