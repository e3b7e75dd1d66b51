package dev.lamina.page;

import dev.lamina.filetree.LayerShare;
import dev.lamina.page.Table.Cell;
import dev.lamina.page.Table.Column;
import java.util.List;

/** The layers, the lowest first. */
final class LayersSection {
  private LayersSection() {}

  static Html of(ImageReport report) {
    Table table =
        new Table(
            "layers",
            List.of(
                new Column("Layer", "layer"),
                new Column("Made by", "words"),
                new Column("Uncompressed", "number"),
                new Column("Compressed", "number"),
                new Column("Files", "number"),
                new Column("Wasted", "number")));
    long largest = report.layers().stream().mapToLong(LayerShare::size).max().orElse(0);
    for (int i = 0; i < report.layers().size(); i++) {
      LayerShare layer = report.layers().get(i);
      table.row(
          List.of(
              Cell.layer(i),
              madeBy(report, i),
              new Cell(bar(layer.size(), largest, i), Long.toString(layer.size())),
              Cell.size(layer.layer().size()),
              Cell.count(layer.files().size()),
              Cell.size(layer.wasted())));
    }
    return table.html();
  }

  private static Cell madeBy(ImageReport report, int layer) {
    String command = report.createdBy(layer);
    Html content = new Html();
    if (command.isEmpty()) {
      content.element("span", "unknown", "class", "note");
    } else {
      content.element("code", command, "class", "command", "title", command);
    }
    String digest = report.layers().get(layer).layer().digest().toString();
    return new Cell(content.element("span", digest, "class", "digest", "title", digest), command);
  }

  /** Drawn as SVG, since the page allows itself no style attributes. */
  private static Html bar(long size, long largest, int layer) {
    return new Html()
        .element("span", Figures.size(size))
        .open("svg", "class", "bar", "aria-hidden", "true", "viewBox", "0 0 100 4")
        .open(
            "rect",
            "class",
            "layer-" + layer % Colours.COUNT,
            "width",
            Long.toString(largest == 0 ? 0 : Math.max(1, Math.round(100.0 * size / largest))),
            "height",
            "4",
            "rx",
            "1")
        .close("rect")
        .close("svg");
  }
}
