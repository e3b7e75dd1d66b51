package dev.lamina.cli;

import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something with rows that a command shows: as a table, as one JSON document, or through a template
 * over docker's field names.
 */
final class Listing {
  /**
   * One row.
   *
   * @param fields docker's field names to texts for people, unescaped
   * @param json what programs get of it
   */
  record Row(Map<String, String> fields, JsonObject json) {
    Row {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  private final Map<String, String> columns;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param columns the fields that the table shows, in order, with their headings
   */
  Listing(Map<String, String> columns) {
    this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  void add(Row row) {
    rows.add(row);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** One document with all rows. */
  JsonValue json() {
    return new JsonArray(rows.stream().<JsonValue>map(Row::json).toList());
  }

  /** With a heading, columns as wide as they need to be. */
  String table() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.copyOf(columns.values()));
    for (Row row : rows) {
      lines.add(columns.keySet().stream().map(c -> row.fields().getOrDefault(c, "")).toList());
    }
    return TextTable.of(lines);
  }

  /** One line a row. */
  String template(String format) throws UsageException {
    String table = "table ";
    Template template =
        Template.parse(format.startsWith(table) ? format.substring(table.length()) : format);
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      JsonObject.Builder fields = JsonObject.builder();
      // fields come from images too, and a template's output goes to a terminal as it is
      row.fields().forEach((name, text) -> fields.set(name, Console.printable(text)));
      lines.add(template.render(fields.build()));
    }
    if (!format.startsWith(table)) {
      return String.join("", lines.stream().map(line -> line + "\n").toList());
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(template.fields().stream().map(this::heading).toList());
    lines.forEach(line -> cells.add(Arrays.asList(line.split("\t", -1))));
    return TextTable.of(cells);
  }

  /** That of the table, else {@code CreatedAt} becomes {@code CREATED AT}. */
  private String heading(String field) {
    String words = field.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
    return columns.getOrDefault(field, words);
  }
}
