package dev.lamina.context;

import dev.lamina.entry.EntrySource;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a context shows, as text. */
final class Listings {
  private Listings() {}

  /** The paths of everything, each found as the listing says. */
  static Set<String> paths(EntrySource source) throws IOException {
    Set<String> paths = new TreeSet<>();
    Deque<EntryPath> open = new ArrayDeque<>(List.of(EntryPath.ROOT));
    while (!open.isEmpty()) {
      EntryPath directory = open.pop();
      for (EntryPath name : source.list(directory)) {
        EntryPath path = directory.resolve(name);
        if (source.find(path) == null) {
          throw new AssertionError(path + " is listed but not found");
        }
        paths.add(path.toString().substring(1));
        open.push(path);
      }
    }
    return paths;
  }
}
