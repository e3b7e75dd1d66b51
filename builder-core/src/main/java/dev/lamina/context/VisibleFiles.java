package dev.lamina.context;

import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.glob.IgnoreMatcher.Verdict;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files below a directory on disk that an ignore file leaves visible. An ignored directory is
 * visible when something in it is; an ignored file, and an ignored directory in which nothing can
 * be visible, are never looked at.
 */
final class VisibleFiles {
  private static final int KEPT_DIRECTORIES = 256;

  private final Path root;
  private final IgnoreMatcher matcher;

  /** Directories that were reached component by component, with no link on the way. */
  private final Map<EntryPath, Directory> reached =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntryPath, Directory> eldest) {
          return size() > KEPT_DIRECTORIES;
        }
      };

  /** Whether an ignored directory has something visible in it, for those that were searched. */
  private final Map<EntryPath, Boolean> searched = new HashMap<>();

  /** What the directory that was listed last holds: as a rule it is looked at next. */
  private final Map<EntryPath, Verdict> listed = new HashMap<>();

  private StatusesAhead ahead;

  private record Directory(Path place, Verdict verdict) {}

  /** A visible file. */
  record Found(Path place, FileStatus status) {}

  VisibleFiles(Path root, IgnoreMatcher matcher) {
    this.root = root;
    this.matcher = matcher;
    this.ahead = new StatusesAhead(root, List.of());
  }

  Verdict verdict(EntryPath path) {
    return matcher.verdict(path);
  }

  /** Whether a path, or something below it, is visible or would be if it existed. */
  boolean mayBeSeen(Verdict verdict) {
    return matcher.mayKeepBelow(verdict);
  }

  synchronized @Nullable Found find(EntryPath path) throws IOException {
    if (path.isRoot()) {
      return found(path, root);
    }
    Directory parent = reach(path.parent());
    if (parent == null) {
      return null;
    }
    EntryPath name = path.name();
    Path place = Fs.child(parent.place, name);
    Verdict verdict = listed.get(path);
    FileStatus status = verdict == null ? null : ahead.take(name);
    if (verdict == null) {
      verdict = matcher.child(parent.verdict, name);
    }
    if (!matcher.mayKeepBelow(verdict)) {
      return null;
    }
    Found found = status == null ? found(path, place) : new Found(place, status);
    if (found == null || !verdict.ignored()) {
      return found;
    }
    boolean visible = found.status.isDirectory() && hasVisible(new Directory(place, verdict));
    return visible ? found : null;
  }

  synchronized List<EntryPath> list(EntryPath path) throws IOException {
    Directory directory = reach(path);
    if (directory == null) {
      return List.of();
    }
    List<EntryPath> visible = new ArrayList<>();
    listed.clear();
    for (EntryPath name : names(directory)) {
      Verdict verdict = matcher.child(directory.verdict, name);
      listed.put(verdict.path(), verdict);
      if (!verdict.ignored() || isVisibleDirectory(directory, name, verdict)) {
        visible.add(name);
      }
    }
    ahead = new StatusesAhead(directory.place, List.copyOf(visible));
    return visible;
  }

  private boolean isVisibleDirectory(Directory parent, EntryPath name, Verdict verdict)
      throws IOException {
    Directory child = asDirectory(parent, name, verdict);
    return child != null && hasVisible(child);
  }

  /** The directory at a path; null when there is none, or a link on the way. */
  private @Nullable Directory reach(EntryPath path) throws IOException {
    Deque<EntryPath> below = new ArrayDeque<>();
    EntryPath start = path;
    while (!start.isRoot() && !reached.containsKey(start)) {
      below.push(start.name());
      start = start.parent();
    }
    Directory here = reached.get(start);
    if (here == null) {
      here = new Directory(root, matcher.root());
    }
    for (EntryPath name : below) {
      Verdict verdict = matcher.child(here.verdict, name);
      here = asDirectory(here, name, verdict);
      if (here == null) {
        return null;
      }
      reached.put(verdict.path(), here);
    }
    return here;
  }

  /** A child as a directory to look into; null when it is none or need not be looked into. */
  private @Nullable Directory asDirectory(Directory parent, EntryPath name, Verdict verdict)
      throws IOException {
    if (!matcher.mayKeepBelow(verdict)) {
      return null;
    }
    Path place = Fs.child(parent.place, name);
    Found found = found(verdict.path(), place);
    return found != null && found.status.isDirectory() ? new Directory(place, verdict) : null;
  }

  private static @Nullable Found found(EntryPath path, Path place) throws IOException {
    try {
      FileStatus status = Fs.status(place);
      return status == null ? null : new Found(place, status);
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  private static List<EntryPath> names(Directory directory) throws IOException {
    try {
      return Fs.names(directory.place);
    } catch (IOException e) {
      throw Failures.reading(directory.verdict.path(), e);
    }
  }

  /** One directory of a search, and what of it is still to be searched. */
  private record Search(Directory directory, Iterator<EntryPath> names) {}

  /** Whether anything below an ignored directory is not ignored. */
  private boolean hasVisible(Directory top) throws IOException {
    Boolean known = searched.get(top.verdict.path());
    if (known != null) {
      return known;
    }
    Deque<Search> open = new ArrayDeque<>();
    open.push(new Search(top, names(top).iterator()));
    while (!open.isEmpty()) {
      Search search = open.peek();
      if (!search.names.hasNext()) {
        searched.put(open.pop().directory.verdict.path(), false);
        continue;
      }
      EntryPath name = search.names.next();
      Verdict verdict = matcher.child(search.directory.verdict, name);
      if (!verdict.ignored()) {
        open.forEach(each -> searched.put(each.directory.verdict.path(), true));
        return true;
      }
      Directory child = asDirectory(search.directory, name, verdict);
      if (child != null && searched.getOrDefault(verdict.path(), true)) {
        open.push(new Search(child, names(child).iterator()));
      }
    }
    return false;
  }
}
