package dev.lamina.cli;

import dev.lamina.io.Escaped;
import java.util.List;

/** Rows of cells as lines of text. Cells are escaped, because names come from outside. */
final class TextTable {
  private static final int GAP = 3;

  private TextTable() {}

  static String of(List<List<String>> rows) {
    List<List<String>> cells =
        rows.stream().map(row -> row.stream().map(Escaped::text).toList()).toList();
    int columns = cells.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : cells) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + GAP));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
