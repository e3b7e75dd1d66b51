package dev.lamina.filetree;

import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.layer.Whiteouts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must lie on one tree to make another of it. Files are compared by where their bytes lie: a
 * file that a layer brings again, with the same bytes, is a difference. Of a file with several
 * names all come when one does, since a link cannot reach into a lower layer.
 */
public final class TreeDiff {
  private final TreeMap<EntryPath, Node> changed = new TreeMap<>();
  private final TreeMap<EntryPath, Entry> entries = new TreeMap<>();
  private final Deque<Pair> ahead = new ArrayDeque<>();
  private final FileTree before;
  private final FileTree after;

  /** The names of each file of the new tree that has several. */
  private final Map<Node, List<EntryPath>> names = new HashMap<>();

  /** What has become of a file with several names: the first that still is as it was. */
  private final Map<Node, Node> heirs = new HashMap<>();

  private final Map<Node, Node> origins = new HashMap<>();

  /** A directory of the new tree, and the one at its place in the old. */
  private record Pair(EntryPath path, @Nullable Node before, Node after) {}

  private TreeDiff(FileTree before, FileTree after) {
    this.before = before;
    this.after = after;
    ahead.add(new Pair(EntryPath.ROOT, before.root(), after.root()));
  }

  /**
   * The entries of the layer that makes {@code after} of {@code before}, in the order of the byte
   * contract; the first name of a file carries its content. The root directory itself is not among
   * them.
   */
  public static List<Entry> between(FileTree before, FileTree after) {
    return new TreeDiff(before, after).run();
  }

  /** The entries of a whole tree, its root directory left out. */
  public static List<Entry> all(FileTree tree) {
    return between(new FileTree(), tree);
  }

  private List<Entry> run() {
    while (!ahead.isEmpty()) {
      compare(ahead.remove());
    }
    bringAllNames();
    Map<Node, EntryPath> carriers = new HashMap<>();
    changed.forEach(
        (path, node) -> {
          EntryPath carrier = node.isDirectory() ? path : carriers.computeIfAbsent(node, n -> path);
          entries.put(
              path,
              carrier.equals(path)
                  ? node.entry().withPath(path)
                  : new HardLinkEntry(path, node.entry().metadata(), carrier));
        });
    return new ArrayList<>(entries.values());
  }

  private void compare(Pair pair) {
    Map<EntryPath, Node> before =
        pair.before() == null || !pair.before().isDirectory() ? Map.of() : pair.before().children();
    for (EntryPath name : before.keySet()) {
      if (!pair.after().children().containsKey(name)) {
        EntryPath marker = pair.path().resolve(Whiteouts.hiding(name));
        entries.put(marker, new FileEntry(marker, Metadata.of(0644), ByteSource.of(new byte[0])));
      }
    }
    pair.after()
        .children()
        .forEach((name, node) -> look(pair.path().resolve(name), before.get(name), node));
  }

  private void look(EntryPath path, @Nullable Node old, Node node) {
    if (old == null || !old.entry().withPath(path).equals(node.entry().withPath(path))) {
      changed.put(path, node);
    } else if (!node.isDirectory() && !isLinkedAsBefore(old, node)) {
      changed.put(path, node);
    }
    if (node.isDirectory()) {
      ahead.add(new Pair(path, old, node));
    } else if (after.hasSeveralNames(node)) {
      names.computeIfAbsent(node, n -> new ArrayList<>()).add(path);
    }
  }

  private boolean isLinkedAsBefore(Node old, Node node) {
    if (!before.hasSeveralNames(old) && !after.hasSeveralNames(node)) {
      return true;
    }
    return heirs.computeIfAbsent(old, any -> node) == node
        && origins.computeIfAbsent(node, any -> old) == old;
  }

  private void bringAllNames() {
    names.forEach(
        (node, paths) -> {
          if (paths.stream().anyMatch(changed::containsKey)) {
            paths.forEach(path -> changed.put(path, node));
          }
        });
  }
}
