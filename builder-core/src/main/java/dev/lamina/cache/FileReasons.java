package dev.lamina.cache;

import dev.lamina.cache.Reason.Kind;
import dev.lamina.digest.Digest;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.filetree.LayerFile;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.io.EntryPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between the files of a layer and of the one that was there before. */
final class FileReasons {
  /** Of one step; nobody reads more, and the first ones say what happened. */
  static final int MOST = 1000;

  private final NavigableMap<EntryPath, Entry> before;
  private final NavigableMap<EntryPath, Entry> after;
  private final IgnoreReasons ignore;
  private final List<Reason> reasons = new ArrayList<>();

  /** By content, files that are gone, and may have got another name. */
  private final Map<Digest, EntryPath> gone = new HashMap<>();

  /** New names, each with the old one. */
  private final Map<EntryPath, EntryPath> renamed = new HashMap<>();

  private FileReasons(LayerIndex before, LayerIndex after, IgnoreReasons ignore) {
    this.before = byPath(before);
    this.after = byPath(after);
    this.ignore = ignore;
  }

  static List<Reason> between(LayerIndex before, LayerIndex after, IgnoreReasons ignore) {
    return new FileReasons(before, after, ignore).find();
  }

  private static NavigableMap<EntryPath, Entry> byPath(LayerIndex index) {
    NavigableMap<EntryPath, Entry> entries = new TreeMap<>();
    index.entries().forEach(entry -> entries.put(entry.path(), entry));
    return entries;
  }

  private List<Reason> find() {
    before.forEach(
        (path, entry) -> {
          Digest content = content(entry);
          if (content != null && !after.containsKey(path)) {
            gone.putIfAbsent(content, path);
          }
        });
    after.forEach(
        (path, entry) -> {
          Digest content = before.containsKey(path) ? null : content(entry);
          EntryPath old = content == null ? null : gone.remove(content);
          if (old != null) {
            renamed.put(path, old);
          }
        });
    Set<EntryPath> oldNames = new HashSet<>(renamed.values());
    TreeSet<EntryPath> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (EntryPath path : all) {
      if (reasons.size() < MOST && !oldNames.contains(path)) {
        compare(path);
      }
    }
    return reasons;
  }

  private void compare(EntryPath path) {
    Entry old = before.get(path);
    Entry now = after.get(path);
    EntryPath from = renamed.get(path);
    if (from != null) {
      add(Kind.RENAMED, path, from.toString(), path.toString());
    } else if (old == null) {
      String by = ignore.before(path);
      add(by == null ? Kind.ADDED : Kind.NO_LONGER_IGNORED, path, by, null);
    } else if (now != null) {
      compare(path, old, now);
    } else {
      String by = ignore.after(path);
      add(by == null ? Kind.REMOVED : Kind.IGNORED, path, null, by);
    }
  }

  private void compare(EntryPath path, Entry old, Entry now) {
    if (!type(old).equals(type(now))) {
      add(Kind.TYPE, path, type(old), type(now));
      return;
    }
    if (old instanceof FileEntry && !isSameContent(old, now)) {
      add(Kind.CONTENT, path, text(content(old)), text(content(now)));
    }
    if (!target(old).equals(target(now))) {
      add(Kind.LINK, path, target(old), target(now));
    }
    Metadata was = old.metadata();
    Metadata is = now.metadata();
    if (was.mode() != is.mode()) {
      add(Kind.MODE, path, octal(was.mode()), octal(is.mode()));
    }
    if (was.uid() != is.uid() || was.gid() != is.gid()) {
      add(Kind.OWNER, path, was.uid() + ":" + was.gid(), is.uid() + ":" + is.gid());
    }
    if (was.mtime() != is.mtime()) {
      add(Kind.TIME, path, Long.toString(was.mtime()), Long.toString(is.mtime()));
    }
    if (!was.xattrs().equals(is.xattrs())) {
      add(Kind.XATTRS, path, was.xattrs().toString(), is.xattrs().toString());
    }
  }

  private void add(Kind kind, EntryPath path, @Nullable String was, @Nullable String is) {
    reasons.add(new Reason(kind, path.toString(), was, is));
  }

  private static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private static boolean isSameContent(Entry old, Entry now) {
    Digest content = content(old);
    return content == null ? content(now) == null : content.equals(content(now));
  }

  private static @Nullable String text(@Nullable Digest digest) {
    return digest == null ? null : digest.toString();
  }

  /** The digest of a file that is not empty. */
  private static @Nullable Digest content(Entry entry) {
    return entry instanceof FileEntry file
            && file.content().size() > 0
            && file.content() instanceof LayerFile place
        ? place.contentDigest()
        : null;
  }

  private static String target(Entry entry) {
    if (entry instanceof HardLinkEntry link) {
      return link.target().toString();
    }
    if (entry instanceof DeviceEntry device) {
      return device.major() + ":" + device.minor();
    }
    return entry instanceof SymlinkEntry link ? link.target().toString() : "";
  }

  private static String type(Entry entry) {
    if (entry instanceof DeviceEntry device) {
      return device.kind() == DeviceEntry.Kind.BLOCK ? "block device" : "character device";
    }
    if (entry instanceof DirectoryEntry) {
      return "directory";
    }
    if (entry instanceof SymlinkEntry) {
      return "symbolic link";
    }
    if (entry instanceof HardLinkEntry) {
      return "hard link";
    }
    return entry instanceof FifoEntry ? "pipe" : "file";
  }
}
