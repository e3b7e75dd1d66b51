package dev.lamina.filetree;

import dev.lamina.entry.EntrySource;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All files of a tree in the order of their paths, its root first. */
public final class TreeFiles {
  private TreeFiles() {}

  /** All files of a tree. */
  public static List<SourceNode> all(EntrySource source) throws IOException {
    return below(source, EntryPath.ROOT);
  }

  /**
   * What is at a path and below, no link followed.
   *
   * @return empty when nothing is there
   */
  public static List<SourceNode> below(EntrySource source, EntryPath top) throws IOException {
    List<SourceNode> all = new ArrayList<>();
    Deque<EntryPath> ahead = new ArrayDeque<>();
    ahead.push(top);
    while (!ahead.isEmpty()) {
      EntryPath path = ahead.pop();
      SourceNode node = source.find(path);
      if (node == null) {
        continue;
      }
      all.add(node);
      if (node.isDirectory()) {
        List<EntryPath> names = source.list(path);
        for (int i = names.size() - 1; i >= 0; i--) {
          ahead.push(path.resolve(names.get(i)));
        }
      }
    }
    return all;
  }
}
