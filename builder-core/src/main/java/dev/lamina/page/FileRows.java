package dev.lamina.page;

import dev.lamina.filetree.LayerShare;
import dev.lamina.filetree.LayerShare.Loss;
import dev.lamina.filetree.LayerShare.StoredFile;
import dev.lamina.io.EntryPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of all layers as rows of a page. Of an image with too many of them the largest have
 * rows of their own, and the others are told together, by directory, layer and fate; directories
 * below a depth are told as part of the one that they are in.
 */
final class FileRows {
  private final PageLimits limits;
  private final List<FileRow> single = new ArrayList<>();
  private final Map<FileRow, Sum> together = new HashMap<>();

  private static final class Sum {
    long count;
    long size;
  }

  private FileRows(PageLimits limits) {
    this.limits = limits;
  }

  static List<FileRow> of(List<LayerShare> layers, PageLimits limits) {
    return new FileRows(limits).run(layers);
  }

  private List<FileRow> run(List<LayerShare> layers) {
    List<FileRow> all = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      for (StoredFile file : layers.get(i).files()) {
        EntryPath path = file.path();
        all.add(new FileRow(path.parent(), path.name(), 1, file.size(), i, file.loss()));
      }
    }
    int depth = depth(all);
    all.sort(Comparator.comparingLong(FileRow::size).reversed().thenComparing(FileRow.ORDER));
    long nameBytes = 0;
    for (FileRow file : all) {
      long more = nameBytes + (file.name() == null ? 0 : file.name().toString().length());
      boolean fits = single.size() < limits.files() && more <= limits.nameBytes();
      if (fits && file.directory().depth() <= depth) {
        single.add(file);
        nameBytes = more;
      } else {
        addTogether(file, depth);
      }
    }
    together.forEach((group, sum) -> single.add(row(group, sum.count, sum.size)));
    single.sort(FileRow.ORDER);
    return single;
  }

  private void addTogether(FileRow file, int depth) {
    EntryPath directory = file.directory();
    while (directory.depth() > depth) {
      directory = directory.parent();
    }
    Sum sum =
        together.computeIfAbsent(group(directory, file.layer(), file.loss()), group -> new Sum());
    sum.count++;
    sum.size += file.size();
  }

  private static FileRow group(EntryPath directory, int layer, @Nullable Loss loss) {
    return new FileRow(directory, null, 0, 0, layer, loss);
  }

  private static FileRow row(FileRow group, long count, long size) {
    return new FileRow(group.directory(), null, count, size, group.layer(), group.loss());
  }

  /** The greatest depth to which directories can be told. */
  private int depth(List<FileRow> all) {
    Set<EntryPath> directories = new HashSet<>();
    for (FileRow file : all) {
      EntryPath directory = file.directory();
      while (directories.add(directory)) {
        directory = directory.parent();
      }
    }
    Map<Integer, Integer> byDepth = new HashMap<>();
    directories.forEach(directory -> byDepth.merge(directory.depth(), 1, Integer::sum));
    int depth = 0;
    int count = 1;
    int next = byDepth.getOrDefault(1, 0);
    while (next > 0 && count + next <= limits.directories()) {
      depth++;
      count += next;
      next = byDepth.getOrDefault(depth + 1, 0);
    }
    return next > 0 ? depth : Integer.MAX_VALUE;
  }
}
