package dev.lamina.context;

import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the file system of the next files of a directory, on all processors, when somebody walks
 * through it in order: to ask is most of what a look through a context takes.
 */
final class StatusesAhead {
  /** Bounds the memory, and what is asked in vain when the walk ends early. */
  private static final int MOST = 256;

  private final Path place;
  private final List<EntryPath> names;
  private int next;
  private final Map<EntryPath, FileStatus> known = new HashMap<>();

  /**
   * A directory.
   *
   * @param names in the order in which they will be asked for
   */
  StatusesAhead(Path place, List<EntryPath> names) {
    this.place = place;
    this.names = names;
  }

  /**
   * What is at a name. Each answer is given once: who asks again wants to know it anew.
   *
   * @return null when it has to be asked for: it is not the next one, or there is an error to meet
   */
  @Nullable FileStatus take(EntryPath name) {
    if (next < names.size() && names.get(next).equals(name)) {
      look();
    }
    return known.remove(name);
  }

  private void look() {
    List<EntryPath> ahead = names.subList(next, Math.min(next + MOST, names.size()));
    next += ahead.size();
    FileStatus[] found = new FileStatus[ahead.size()];
    IntStream.range(0, found.length).parallel().forEach(i -> found[i] = status(ahead.get(i)));
    known.clear();
    for (int i = 0; i < found.length; i++) {
      if (found[i] != null) {
        known.put(ahead.get(i), found[i]);
      }
    }
  }

  private @Nullable FileStatus status(EntryPath name) {
    try {
      return Fs.status(Fs.child(place, name));
    } catch (IOException e) {
      return null; // met by who asks for this file
    }
  }
}
