package dev.lamina.page;

import dev.lamina.filetree.LayerShare;
import dev.lamina.filetree.LayerShare.Loss;
import dev.lamina.filetree.LayerShare.StoredFile;
import dev.lamina.page.Table.Cell;
import dev.lamina.page.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What upper layers overwrite or delete, the largest first. */
final class WasteSection {
  /** Rows at most: the rest is summed up. */
  static final int MOST = 100;

  private record Waste(int layer, StoredFile file, Loss loss) {}

  private WasteSection() {}

  static Html of(ImageReport report) {
    List<Waste> all = new ArrayList<>();
    for (int i = 0; i < report.layers().size(); i++) {
      LayerShare layer = report.layers().get(i);
      for (StoredFile file : layer.files()) {
        if (file.loss() != null) {
          all.add(new Waste(i, file, file.loss()));
        }
      }
    }
    if (all.isEmpty()) {
      return new Html()
          .element("p", "Nothing: no layer overwrites or deletes a file of another.")
          .line();
    }
    all.sort(
        Comparator.comparingLong((Waste waste) -> -waste.file().size())
            .thenComparing(waste -> waste.file().path())
            .thenComparingInt(Waste::layer));
    Html out = new Html().element("p", summary(report, all)).line();
    return out.add(table(all.subList(0, Math.min(MOST, all.size()))));
  }

  private static String summary(ImageReport report, List<Waste> all) {
    String text =
        Figures.size(report.wasted())
            + ", "
            + Figures.share(report.wasted(), report.uncompressed())
            + " of all bytes, in "
            + Figures.count(all.size(), "file")
            + " that upper layers overwrite or delete. They are stored and transferred, and no"
            + " container sees them.";
    if (all.size() <= MOST) {
      return text;
    }
    long rest = all.stream().skip(MOST).mapToLong(waste -> waste.file().size()).sum();
    return text
        + " The largest "
        + MOST
        + " are listed; the others come to "
        + Figures.size(rest)
        + ".";
  }

  private static Html table(List<Waste> rows) {
    Table table =
        new Table(
            "waste",
            List.of(
                new Column("Path", "words"),
                new Column("Size", "number"),
                new Column("Brought by", "layer"),
                new Column("Hidden by", "layer"),
                new Column("How", "how")));
    for (Waste waste : rows) {
      table.row(
          List.of(
              Cell.text(waste.file().path().toString()),
              Cell.size(waste.file().size()),
              Cell.layer(waste.layer()),
              Cell.layer(waste.loss().layer()),
              Cell.text(waste.loss().kind() == Loss.Kind.DELETED ? "deleted" : "overwritten")));
    }
    return table.html();
  }
}
