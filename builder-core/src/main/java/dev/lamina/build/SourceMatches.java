package dev.lamina.build;

import dev.lamina.entry.EntrySource;
import dev.lamina.entry.SourceNode;
import dev.lamina.glob.PathPattern;
import dev.lamina.glob.SplitPattern;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the source argument of a COPY or ADD means in a tree: one path, or all that match. */
final class SourceMatches {
  private SourceMatches() {}

  /**
   * One thing to copy.
   *
   * @param named the path as it was asked for or found; its last component names the copy
   * @param path where that leads to, links followed
   */
  record Match(EntryPath named, EntryPath path) {}

  /**
   * The matches of one argument, in byte order of their paths. A pattern may match nothing.
   *
   * @throws IllegalArgumentException "syntax error in pattern"
   * @throws dev.lamina.io.NotFoundException when a path without wildcards, or what stands before
   *     the first wildcard, is not there
   */
  static List<Match> of(EntrySource source, String argument) throws IOException {
    SplitPattern split = PathPattern.split(argument);
    PathPattern pattern = split.rest();
    if (pattern == null) {
      return List.of(new Match(split.prefix(), source.resolve(split.prefix())));
    }
    List<Match> matches = new ArrayList<>();
    EntryPath top = source.resolve(split.prefix());
    Deque<EntryPath> directories = new ArrayDeque<>();
    directories.add(EntryPath.ROOT);
    while (!directories.isEmpty()) {
      EntryPath directory = directories.removeFirst();
      List<EntryPath> below = new ArrayList<>();
      for (EntryPath name : source.list(top.resolve(directory))) {
        EntryPath path = directory.resolve(name);
        if (pattern.matches(path)) {
          EntryPath found = top.resolve(path);
          matches.add(new Match(found, source.resolve(found)));
        } else if (isDirectory(source, top.resolve(path))) {
          below.add(path);
        }
      }
      for (int i = below.size() - 1; i >= 0; i--) {
        directories.addFirst(below.get(i));
      }
    }
    return matches.stream().sorted((a, b) -> a.named().compareTo(b.named())).toList();
  }

  private static boolean isDirectory(EntrySource source, EntryPath path) throws IOException {
    SourceNode node = source.find(path);
    return node != null && node.isDirectory();
  }
}
