package dev.lamina.cli;

import dev.lamina.ImageTree;
import dev.lamina.digest.Digest;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.List;

/** {@code images --tree}: each image once, with the images of an index below it. */
final class TreeText {
  private final boolean digests;
  private final boolean full;

  TreeText(boolean digests, boolean full) {
    this.digests = digests;
    this.full = full;
  }

  String of(List<ImageTree> trees) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(heading());
    for (ImageTree tree : trees) {
      rows.add(root(tree));
      int last = tree.branches().size() - 1;
      for (int i = 0; i <= last; i++) {
        if (!isRootItself(tree, tree.branches().get(i))) {
          rows.add(branch(i == last ? "└─ " : "├─ ", tree.branches().get(i)));
        }
      }
    }
    return TextTable.of(rows);
  }

  private static boolean isRootItself(ImageTree tree, ImageTree.Branch branch) {
    return branch.manifest().sameContent(tree.root());
  }

  private List<String> heading() {
    List<String> cells = new ArrayList<>(List.of("IMAGE", "ID"));
    if (digests) {
      cells.add("DIGEST");
    }
    cells.add("SIZE");
    return cells;
  }

  private List<String> root(ImageTree tree) {
    List<String> names = tree.names().stream().map(Reference::familiar).toList();
    String name = names.isEmpty() ? "<none>" : String.join(", ", names);
    long size = tree.branches().stream().filter(b -> b.present()).mapToLong(b -> b.size()).sum();
    Digest id = tree.root().digest();
    if (tree.branches().size() == 1 && isRootItself(tree, tree.branches().get(0))) {
      Digest config = tree.branches().get(0).id();
      id = config == null ? id : config;
    }
    return row(name, id, tree.root().digest(), Human.size(size));
  }

  private List<String> branch(String line, ImageTree.Branch branch) {
    Platform platform = branch.platform();
    Digest id = branch.id() == null ? branch.manifest().digest() : branch.id();
    String size = branch.present() ? Human.size(branch.size()) : "not here";
    return row(
        line + (platform == null ? "unknown" : platform), id, branch.manifest().digest(), size);
  }

  private List<String> row(String name, Digest id, Digest digest, String size) {
    List<String> cells = new ArrayList<>(List.of(name, full ? id.toString() : id.shortHex()));
    if (digests) {
      cells.add(digest.toString());
    }
    cells.add(size);
    return cells;
  }
}
