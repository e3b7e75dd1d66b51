package dev.lamina.filetree;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two trees path by path. Contents are compared last and by as little as settles it: the
 * same entry of the same layer is the same, another size is another content, and only then digests
 * count, which are known of the files of layers and computed of files on disk.
 */
public final class TreeComparison {
  private final Set<FileAspect> ignored;
  private final Cancellation cancellation;
  private final Map<List<EntryPath>, Integer> groups = new HashMap<>();

  /** Files by path, with a number for the names that they share. */
  private record Side(TreeMap<EntryPath, SourceNode> files, Map<String, Integer> groups) {
    /** Equal numbers: equal sets of names. */
    int group(SourceNode node) {
      return node.inode() == null ? -1 : groups.getOrDefault(node.inode(), -1);
    }
  }

  /**
   * @param ignored what is not looked at; a path that differs in nothing else is the same
   */
  public TreeComparison(Set<FileAspect> ignored, Cancellation cancellation) {
    this.ignored = Set.copyOf(ignored);
    this.cancellation = cancellation;
  }

  /**
   * Where two trees differ, in the order of paths. Of what only one has every file is listed, those
   * below a directory too. Their roots are among what is compared.
   *
   * @throws IOException when content has to be read and cannot
   */
  public List<FileDifference> of(EntrySource before, EntrySource after) throws IOException {
    return of(side(TreeFiles.all(before)), side(TreeFiles.all(after)));
  }

  /**
   * Where the entries of two layers differ, as they stand: whiteouts and hard links are entries
   * like others. Of a path that is there twice the last counts.
   */
  public List<FileDifference> of(List<Entry> before, List<Entry> after) throws IOException {
    return of(side(nodes(before)), side(nodes(after)));
  }

  private static List<SourceNode> nodes(List<Entry> layer) {
    return layer.stream().map(SourceNode::of).toList();
  }

  private Side side(Collection<SourceNode> nodes) {
    TreeMap<EntryPath, SourceNode> files = new TreeMap<>();
    Map<String, List<EntryPath>> names = new HashMap<>();
    for (SourceNode node : nodes) {
      files.put(node.path(), node);
      if (node.inode() != null) {
        names.computeIfAbsent(node.inode(), inode -> new ArrayList<>()).add(node.path());
      }
    }
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(
        (inode, paths) -> {
          // other names may lie outside of the tree, or be gone
          if (paths.size() > 1) {
            numbers.put(inode, groups.computeIfAbsent(List.copyOf(paths), p -> groups.size()));
          }
        });
    return new Side(files, numbers);
  }

  private List<FileDifference> of(Side before, Side after) throws IOException {
    List<FileDifference> differences = new ArrayList<>();
    TreeSet<EntryPath> paths = new TreeSet<>(before.files().keySet());
    paths.addAll(after.files().keySet());
    for (EntryPath path : paths) {
      cancellation.check();
      SourceNode old = before.files().get(path);
      SourceNode now = after.files().get(path);
      Set<FileAspect> aspects = Set.of();
      if (old != null && now != null) {
        aspects = aspects(old.entry(), now.entry());
        add(aspects, FileAspect.LINKS, before.group(old) != after.group(now));
        aspects.removeAll(ignored);
        if (aspects.isEmpty()) {
          continue;
        }
      }
      differences.add(new FileDifference(path, entry(old), entry(now), aspects));
    }
    return differences;
  }

  private static @Nullable Entry entry(@Nullable SourceNode node) {
    return node == null ? null : node.entry();
  }

  private EnumSet<FileAspect> aspects(Entry old, Entry now) throws IOException {
    if (old.getClass() != now.getClass() || kind(old) != kind(now)) {
      return EnumSet.of(FileAspect.TYPE);
    }
    EnumSet<FileAspect> aspects = EnumSet.noneOf(FileAspect.class);
    compare(old.metadata(), now.metadata(), aspects);
    if (old instanceof SymlinkEntry link && now instanceof SymlinkEntry other) {
      // the mode of a link means nothing, and file systems do not keep it
      aspects.remove(FileAspect.MODE);
      add(aspects, FileAspect.TARGET, !link.target().equals(other.target()));
    } else if (old instanceof HardLinkEntry link && now instanceof HardLinkEntry other) {
      add(aspects, FileAspect.TARGET, !link.target().equals(other.target()));
    } else if (old instanceof DeviceEntry device && now instanceof DeviceEntry other) {
      boolean same = device.major() == other.major() && device.minor() == other.minor();
      add(aspects, FileAspect.DEVICE, !same);
    } else if (old instanceof FileEntry file && now instanceof FileEntry other) {
      boolean sameSize = file.content().size() == other.content().size();
      add(aspects, FileAspect.SIZE, !sameSize);
      boolean asked = !ignored.contains(FileAspect.CONTENT);
      add(aspects, FileAspect.CONTENT, asked && !(sameSize && FileContents.same(file, other)));
    }
    return aspects;
  }

  private static DeviceEntry.@Nullable Kind kind(Entry entry) {
    return entry instanceof DeviceEntry device ? device.kind() : null;
  }

  private static void compare(Metadata old, Metadata now, Set<FileAspect> aspects) {
    add(aspects, FileAspect.MODE, old.mode() != now.mode());
    add(aspects, FileAspect.OWNER, old.uid() != now.uid() || old.gid() != now.gid());
    add(aspects, FileAspect.MTIME, old.mtime() != now.mtime());
    add(aspects, FileAspect.XATTRS, !old.xattrs().equals(now.xattrs()));
  }

  private static void add(Set<FileAspect> aspects, FileAspect aspect, boolean differs) {
    if (differs) {
      aspects.add(aspect);
    }
  }
}
