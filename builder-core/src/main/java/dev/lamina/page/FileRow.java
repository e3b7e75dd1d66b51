package dev.lamina.page;

import dev.lamina.filetree.LayerShare.Loss;
import dev.lamina.io.EntryPath;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A file, or several of one directory and one fate that are told as one.
 *
 * @param directory where it is
 * @param name its last component; null for several
 * @param count of files
 * @param size bytes of all of them
 * @param layer who brought it, from 0 at the bottom
 * @param loss what became of it
 */
record FileRow(
    EntryPath directory,
    @Nullable EntryPath name,
    long count,
    long size,
    int layer,
    @Nullable Loss loss) {
  /** By directory, the largest first. */
  static final Comparator<FileRow> ORDER =
      Comparator.comparing(FileRow::directory)
          .thenComparing(Comparator.comparingLong(FileRow::size).reversed())
          .thenComparing(row -> row.name() == null ? EntryPath.ROOT : row.name())
          .thenComparingInt(FileRow::layer)
          .thenComparingInt(FileRow::fate);

  /** 0 when containers see it; n+1 when layer n overwrites it, -(n+1) when it deletes it. */
  int fate() {
    if (loss == null) {
      return 0;
    }
    return loss.kind() == Loss.Kind.DELETED ? -(loss.layer() + 1) : loss.layer() + 1;
  }
}
