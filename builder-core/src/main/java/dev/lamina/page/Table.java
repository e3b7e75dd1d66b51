package dev.lamina.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that stays one for assistive technology when a narrow screen shows its rows as cards:
 * roles are spelled out, and each cell knows the title of its column.
 */
final class Table {
  private final String name;
  private final List<Column> columns;
  private final List<Html> rows = new ArrayList<>();

  /**
   * @param name its class, and what is before {@code -heading} in the ID of what names it
   */
  Table(String name, List<Column> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param kind its class: {@code number}, {@code words} or {@code layer}
   */
  record Column(String title, String kind) {}

  /**
   * A cell.
   *
   * @param key what rows are sorted by; a number for columns that are not words
   */
  record Cell(Html content, String key) {
    static Cell text(String text) {
      return new Cell(new Html().text(text), text);
    }

    static Cell size(long bytes) {
      return new Cell(new Html().text(Figures.size(bytes)), Long.toString(bytes));
    }

    static Cell count(long number) {
      return new Cell(new Html().text(Figures.count(number)), Long.toString(number));
    }

    /** The number of a layer on its colour. */
    static Cell layer(int layer) {
      return new Cell(swatch(layer), Integer.toString(layer));
    }
  }

  /** The number of a layer on its colour. */
  static Html swatch(int layer) {
    return new Html()
        .element("span", Integer.toString(layer), "class", "swatch layer-" + layer % Colours.COUNT);
  }

  Table row(List<Cell> cells) {
    Html row = new Html().open("tr", "role", "row");
    for (int i = 0; i < cells.size(); i++) {
      Column column = columns.get(i);
      Cell cell = cells.get(i);
      row.open(
              "td",
              "role",
              "cell",
              "class",
              column.kind(),
              "data-title",
              column.title(),
              "data-key",
              cell.key())
          .add(cell.content())
          .close("td");
    }
    rows.add(row.close("tr").line());
    return this;
  }

  Html html() {
    Html out =
        new Html()
            .open("table", "role", "table", "class", name, "aria-labelledby", name + "-heading")
            .line()
            .open("thead", "role", "rowgroup")
            .open("tr", "role", "row");
    for (Column column : columns) {
      out.element(
          "th", column.title(), "role", "columnheader", "scope", "col", "class", column.kind());
    }
    out.close("tr").close("thead").line().open("tbody", "role", "rowgroup").line();
    rows.forEach(out::add);
    return out.close("tbody").close("table").line();
  }
}
