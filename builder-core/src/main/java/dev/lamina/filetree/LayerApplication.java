package dev.lamina.filetree;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one layer on a tree. Whiteouts hide only what is below the layer, so all of them go first;
 * hard links may name an entry that comes later, so what is not there yet waits for the end.
 */
final class LayerApplication {
  private final FileTree tree;
  private final LayerIndex layer;

  /** Where the last entry went: the next lies there too, as a rule. */
  private @Nullable Directory here;

  /**
   * A directory of the tree.
   *
   * @param named what the layer calls it
   * @param place where that is, links followed
   */
  private record Directory(EntryPath named, EntryPath place, Node node) {}

  LayerApplication(FileTree tree, LayerIndex layer) {
    this.tree = tree;
    this.layer = layer;
  }

  void run() throws RefusedInputException {
    hideWhatIsBelow();
    List<HardLinkEntry> waiting = new ArrayList<>();
    for (Entry entry : layer.entries()) {
      if (entry instanceof HardLinkEntry link) {
        if (link(link) == null) {
          waiting.add(link);
        }
      } else if (!Whiteouts.isReserved(entry.path())) {
        put(entry);
      }
    }
    linkInAnyOrder(waiting);
    removeWorkingFiles();
  }

  private void hideWhatIsBelow() throws RefusedInputException {
    List<Entry> reserved =
        layer.entries().stream().filter(e -> Whiteouts.isReserved(e.path())).toList();
    if (reserved.isEmpty()) {
      return;
    }
    Set<EntryPath> directories = new HashSet<>();
    for (Entry entry : layer.entries()) {
      if (entry instanceof DirectoryEntry) {
        directories.add(entry.path());
      }
    }
    for (Entry entry : reserved) {
      hide(entry, directories);
    }
  }

  /**
   * @param directories those of the layer: what is a link below and a directory here hides nothing
   *     where the link points to
   */
  private void hide(Entry entry, Set<EntryPath> directories) throws RefusedInputException {
    EntryPath path = entry.path().parent();
    Node holder = directories.contains(path) ? tree.node(path) : tree.existing(path);
    EntryPath hidden = Whiteouts.hiddenPath(entry);
    if (holder == null || !holder.isDirectory()) {
      return;
    }
    if (Whiteouts.isOpaqueMarker(entry)) {
      holder.children().clear();
    } else if (hidden != null) {
      holder.children().remove(hidden.name());
    }
  }

  /**
   * What lies in a directory of a reserved name ({@code .wh..wh.plnk} of AUFS) was there to be
   * linked to, and is no part of the tree.
   */
  private void removeWorkingFiles() {
    for (Entry entry : layer.entries()) {
      EntryPath reserved = Whiteouts.reservedAncestor(entry.path());
      if (reserved != null) {
        tree.detach(reserved);
      }
    }
  }

  private void put(Entry entry) throws RefusedInputException {
    if (entry.path().isRoot()) {
      tree.root().set(entry);
      return;
    }
    EntryPath wanted = entry.path().parent();
    Directory directory = here;
    if (directory == null || !directory.named().equals(wanted)) {
      directory = enter(wanted, inDirectory(entry.path()).parent());
    }
    EntryPath name = entry.path().name();
    Entry placed =
        directory.place().equals(wanted) ? entry : entry.withPath(directory.place().resolve(name));
    Node existing = directory.node().children().get(name);
    boolean merges = existing != null && existing.isDirectory() && entry instanceof DirectoryEntry;
    if (existing != null && merges) {
      existing.set(placed);
      return;
    }
    directory.node().children().put(name, new Node(placed));
    if (existing != null) {
      // it may have been a directory on the way here, or a link
      here = null;
    }
  }

  private Directory enter(EntryPath named, EntryPath place) {
    Node node = tree.node(place);
    if (node == null) {
      throw new IllegalStateException("no directory at " + place);
    }
    Directory directory = new Directory(named, place, node);
    here = directory;
    return directory;
  }

  /**
   * @return where the new name lies; null when the target is not there yet
   */
  private @Nullable EntryPath link(HardLinkEntry link) throws RefusedInputException {
    Node target = tree.node(targetOf(link));
    if (target == null) {
      return null;
    }
    EntryPath path = inDirectory(link.path());
    if (target.isDirectory()) {
      throw refused(link, "the target of a hard link is a directory");
    }
    if (link.path().equals(link.target())) {
      throw refused(link, "a hard link to itself");
    }
    here = null;
    target.set(target.entry().withMetadata(link.metadata()));
    tree.link(path, target);
    return path;
  }

  private EntryPath targetOf(HardLinkEntry link) throws RefusedInputException {
    EntryPath wanted = link.target();
    return tree.place(wanted.parent()).resolve(wanted.name());
  }

  /** A target may itself be a link that waits; each is looked at once, when its own is there. */
  private void linkInAnyOrder(List<HardLinkEntry> links) throws RefusedInputException {
    Map<EntryPath, List<HardLinkEntry>> waiting = new LinkedHashMap<>();
    for (HardLinkEntry link : links) {
      waiting.computeIfAbsent(targetOf(link), target -> new ArrayList<>()).add(link);
    }
    Deque<EntryPath> there = new ArrayDeque<>();
    waiting.keySet().stream().filter(target -> tree.node(target) != null).forEach(there::add);
    while (!there.isEmpty()) {
      List<HardLinkEntry> ready = waiting.remove(there.remove());
      for (HardLinkEntry link : ready == null ? List.<HardLinkEntry>of() : ready) {
        EntryPath path = link(link);
        if (path == null) {
          throw refused(link, "hard link target not in image");
        }
        there.add(path);
      }
    }
    for (List<HardLinkEntry> left : waiting.values()) {
      throw refused(left.get(0), "hard link target not in image");
    }
  }

  private RefusedInputException refused(HardLinkEntry link, String why) {
    return new RefusedInputException(
        why + ": " + link.path() + " -> " + link.target() + " in layer " + layer.layer().digest());
  }

  /** Where a name lies once its directory is there: created, or put in place of what was none. */
  private EntryPath inDirectory(EntryPath path) throws RefusedInputException {
    Node parent = tree.node(path.parent());
    if (parent != null && parent.isDirectory()) {
      return path;
    }
    return tree.makeDirectories(path.parent()).resolve(path.name());
  }
}
