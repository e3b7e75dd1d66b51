package dev.lamina.page;

import dev.lamina.image.ImageStep;
import dev.lamina.oci.History;
import dev.lamina.page.Table.Cell;
import dev.lamina.page.Table.Column;
import java.util.List;

/** The steps that made the image, the newest first. */
final class HistorySection {
  private HistorySection() {}

  static Html of(ImageReport report) {
    List<ImageStep> steps = ImageStep.of(report.image());
    if (steps.isEmpty()) {
      return new Html().element("p", "None is kept.").line();
    }
    Table table =
        new Table(
            "history",
            List.of(
                new Column("Layer", "layer"),
                new Column("Step", "words"),
                new Column("Compressed", "number"),
                new Column("Created", "time"),
                new Column("Comment", "comment")));
    for (int i = steps.size() - 1; i >= 0; i--) {
      table.row(row(report, steps.get(i)));
    }
    return table.html();
  }

  private static List<Cell> row(ImageReport report, ImageStep step) {
    History history = step.history();
    String command = Html.orEmpty(history.createdBy());
    Html words = new Html();
    if (command.isEmpty()) {
      words.element("span", "unknown", "class", "note");
    } else {
      words.element("code", command, "class", "command whole");
    }
    Cell created = Cell.text(Figures.time(history.created()));
    Cell comment = Cell.text(Html.orEmpty(history.comment()));
    if (step.layer().isEmpty()) {
      Html none = new Html().element("span", "none", "class", "note");
      return List.of(
          new Cell(none, ""),
          new Cell(words, command),
          new Cell(new Html(), "0"),
          created,
          comment);
    }
    int layer = step.layer().getAsInt();
    return List.of(
        Cell.layer(layer),
        new Cell(words, command),
        Cell.size(report.layers().get(layer).layer().size()),
        created,
        comment);
  }
}
