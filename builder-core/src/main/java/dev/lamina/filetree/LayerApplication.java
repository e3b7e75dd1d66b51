package dev.lamina.filetree;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts one layer on a tree. Whiteouts hide only what is below the layer, so all of them go first;
 * hard links may name an entry that comes later, so what is not there yet waits for the end.
 */
final class LayerApplication {
  private final FileTree tree;
  private final LayerIndex layer;

  LayerApplication(FileTree tree, LayerIndex layer) {
    this.tree = tree;
    this.layer = layer;
  }

  void run() throws RefusedInputException {
    for (Entry entry : layer.entries()) {
      hide(entry);
    }
    List<HardLinkEntry> waiting = new ArrayList<>();
    for (Entry entry : layer.entries()) {
      if (entry instanceof HardLinkEntry link) {
        if (!link(link)) {
          waiting.add(link);
        }
      } else if (!Whiteouts.isReserved(entry.path().name())) {
        put(entry);
      }
    }
    linkInAnyOrder(waiting);
  }

  private void hide(Entry entry) throws RefusedInputException {
    if (Whiteouts.isOpaqueMarker(entry)) {
      Node directory = tree.node(place(entry.path().parent()));
      if (directory != null && directory.isDirectory()) {
        directory.children().clear();
      }
      return;
    }
    EntryPath hidden = Whiteouts.hiddenPath(entry);
    if (hidden != null) {
      tree.detach(place(hidden.parent()).resolve(hidden.name()));
    }
  }

  private void put(Entry entry) throws RefusedInputException {
    EntryPath path = inDirectory(entry.path());
    Node existing = tree.node(path);
    boolean merges = existing != null && existing.isDirectory() && entry instanceof DirectoryEntry;
    if (existing != null && merges) {
      existing.set(entry.withPath(path));
    } else {
      tree.attach(path, new Node(entry.withPath(path)));
    }
  }

  /**
   * @return whether its target was there
   */
  private boolean link(HardLinkEntry link) throws RefusedInputException {
    EntryPath wanted = link.target();
    Node target = tree.node(place(wanted.parent()).resolve(wanted.name()));
    if (target == null) {
      return false;
    }
    EntryPath path = inDirectory(link.path());
    if (target.isDirectory()) {
      throw refused(link, "the target of a hard link is a directory");
    }
    if (link.path().equals(wanted)) {
      throw refused(link, "a hard link to itself");
    }
    target.set(target.entry().withMetadata(link.metadata()));
    tree.link(path, target);
    return true;
  }

  private void linkInAnyOrder(List<HardLinkEntry> links) throws RefusedInputException {
    List<HardLinkEntry> waiting = links;
    while (!waiting.isEmpty()) {
      List<HardLinkEntry> still = new ArrayList<>();
      for (HardLinkEntry link : waiting) {
        if (!link(link)) {
          still.add(link);
        }
      }
      if (still.size() == waiting.size()) {
        throw refused(still.get(0), "hard link target not in image");
      }
      waiting = still;
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
    EntryPath here = EntryPath.ROOT;
    for (EntryPath name : path.parent().components()) {
      here = place(here.resolve(name));
      makeDirectories(here);
    }
    return here.resolve(path.name());
  }

  private void makeDirectories(EntryPath path) {
    EntryPath here = EntryPath.ROOT;
    for (EntryPath name : path.components()) {
      here = here.resolve(name);
      Node node = tree.node(here);
      if (node == null || !node.isDirectory()) {
        tree.attach(here, new Node(new DirectoryEntry(here, Metadata.of(0755))));
      }
    }
  }

  /** As {@link FileTree#place}; a file on the way is replaced, so it ends the walk there. */
  private EntryPath place(EntryPath path) throws RefusedInputException {
    try {
      return tree.place(path);
    } catch (RefusedInputException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a tree in memory cannot fail to be read", e);
    }
  }
}
