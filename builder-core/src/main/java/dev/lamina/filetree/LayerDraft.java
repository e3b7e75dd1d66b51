package dev.lamina.filetree;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a build changes in a tree, on its way to become a layer. The tree changes at
 * once, so that a later source of the same step sees what an earlier one did; the paths that were
 * touched are remembered and become the entries of the layer.
 *
 * <p>All paths given are places: without a link on the way ({@link FileTree#place}).
 */
public final class LayerDraft {
  private static final byte[] NOTHING = {};

  private final FileTree tree;
  private final NavigableSet<EntryPath> touched = new TreeSet<>();

  /** Directories of the tree below that were removed; what they held must not show through. */
  private final Set<EntryPath> removedDirectories = new HashSet<>();

  /** The directory that was looked into last: what comes next is often in it, too. */
  private EntryPath lastPath = EntryPath.ROOT;

  private Node last;

  public LayerDraft(FileTree tree) {
    this.tree = tree;
    this.last = tree.root();
  }

  /** The tree as it is by now. */
  public FileTree tree() {
    return tree;
  }

  /** What is at a path, no link followed. */
  private @Nullable Node node(EntryPath path) {
    if (path.isRoot()) {
      return tree.root();
    }
    EntryPath parent = path.parent();
    if (!parent.equals(lastPath)) {
      Node directory = tree.node(parent);
      if (directory == null || !directory.isDirectory()) {
        return null;
      }
      lastPath = parent;
      last = directory;
    }
    return last.children().get(path.name());
  }

  /**
   * Where a path is or would be, links followed inside the image.
   *
   * @throws TreeConflictException when something on the way is neither a directory nor a link, or
   *     the links have no end
   */
  public EntryPath place(EntryPath path) throws TreeConflictException {
    try {
      return tree.place(path);
    } catch (RefusedInputException e) {
      throw new TreeConflictException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes the directories that are missing on the way to {@code path}, and itself.
   *
   * @param metadata what each of them gets
   * @throws TreeConflictException when there is something else on the way
   * @throws RefusedInputException when one that is missing has a name that a layer cannot hold
   */
  public void makeDirectories(EntryPath path, Metadata metadata)
      throws RefusedInputException, TreeConflictException {
    EntryPath here = EntryPath.ROOT;
    for (EntryPath name : path.components()) {
      here = here.resolve(name);
      Node node = node(here);
      if (node == null) {
        attach(new DirectoryEntry(here, metadata));
      } else if (!node.isDirectory()) {
        throw new TreeConflictException("not a directory: " + here);
      }
    }
  }

  /**
   * Puts an entry as COPY does: a file or link replaces a file or link, directories merge and the
   * new metadata counts, and a directory and something else do not replace each other.
   *
   * @param entry not a hard link; its parent is there
   * @throws TreeConflictException {@code cannot replace to directory /p with file} or {@code cannot
   *     copy to non-directory: /p}
   * @throws RefusedInputException when it has a name that a layer cannot hold
   */
  public void put(Entry entry) throws RefusedInputException, TreeConflictException {
    Node existing = node(entry.path());
    boolean directory = entry instanceof DirectoryEntry;
    if (existing == null || (!directory && !existing.isDirectory())) {
      attach(entry);
    } else if (directory && existing.isDirectory()) {
      setMetadata(existing, entry);
    } else if (directory) {
      throw new TreeConflictException("cannot copy to non-directory: " + entry.path());
    } else {
      throw directoryInTheWay(entry.path());
    }
  }

  /**
   * Gives what is at {@code existing} one more name, as COPY does with names of one file.
   *
   * @throws TreeConflictException when there is a directory at {@code path}
   * @throws RefusedInputException as {@link #link}
   */
  public void putLink(EntryPath path, EntryPath existing)
      throws RefusedInputException, TreeConflictException {
    Node old = node(path);
    if (old != null && old.isDirectory()) {
      throw directoryInTheWay(path);
    }
    link(path, existing);
  }

  private static TreeConflictException directoryInTheWay(EntryPath path) {
    return new TreeConflictException("cannot replace to directory " + path + " with file");
  }

  /**
   * Puts an entry as ADD extracts: directories merge, everything else takes the place of whatever
   * was there, with all that was in it.
   *
   * @param entry not a hard link; its parent is there
   * @throws RefusedInputException when it has a name that a layer cannot hold
   */
  public void replace(Entry entry) throws RefusedInputException {
    Node existing = node(entry.path());
    if (existing == null) {
      attach(entry);
    } else if (existing.isDirectory() && entry instanceof DirectoryEntry) {
      setMetadata(existing, entry);
    } else {
      remove(entry.path(), existing);
      attach(entry);
    }
  }

  /**
   * Gives what is at {@code existing} one more name, in place of whatever was there. A file of a
   * lower layer comes into this one with it: engines unpack a layer on its own, where a link to a
   * file that is not in it has no target.
   *
   * @throws RefusedInputException when there is nothing, or a directory, at {@code existing}, when
   *     that is {@code path} itself, or when a layer cannot hold the name
   */
  public void link(EntryPath path, EntryPath existing) throws RefusedInputException {
    Node node = node(existing);
    if (node == null || node.isDirectory() || path.equals(existing)) {
      String why =
          node == null ? "not found: " : node.isDirectory() ? "is a directory: " : "is itself: ";
      throw new RefusedInputException("hard link target " + why + path + " -> " + existing);
    }
    requireHoldable(path);
    Node own = owned(existing, node);
    Node old = node(path);
    if (old == own) {
      return;
    }
    if (old != null) {
      remove(path, old);
    }
    tree.link(path, own);
    touched.add(path);
  }

  /**
   * The file at a path as one of this layer: a change of it is not one of the other names that it
   * has in lower layers.
   */
  private Node owned(EntryPath path, Node node) {
    if (node.isDirectory() || touched.contains(path)) {
      return node;
    }
    Node copy = new Node(node.entry().withPath(path));
    tree.attach(path, copy);
    touched.add(path);
    return copy;
  }

  /** Replaces the metadata of what is at a path, under all the names that it has in this layer. */
  public void setMetadata(EntryPath path, Metadata metadata) {
    Node node = node(path);
    if (node == null) {
      throw new IllegalStateException("nothing at " + path);
    }
    Node own = owned(path, node);
    own.set(own.entry().withMetadata(metadata));
    touched.add(path);
  }

  /**
   * The entries of the layer, in the order of the byte contract: by path, a directory before what
   * is in it, the first name of a file carries its content.
   */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(touched.size());
    Map<Node, EntryPath> carriers = new HashMap<>();
    boolean marks = false;
    for (EntryPath path : touched) {
      Node node = node(path);
      if (node == null) {
        throw new IllegalStateException("touched and gone: " + path);
      }
      EntryPath carrier = node.isDirectory() ? path : carriers.computeIfAbsent(node, n -> path);
      entries.add(
          carrier.equals(path)
              ? node.entry().withPath(path)
              : new HardLinkEntry(path, node.entry().metadata(), carrier));
      if (node.isDirectory() && removedDirectories.contains(path)) {
        EntryPath marker = path.resolve(Whiteouts.OPAQUE);
        entries.add(new FileEntry(marker, Metadata.of(0644), ByteSource.of(NOTHING)));
        marks = true;
      }
    }
    if (marks) {
      entries.sort(Comparator.comparing(Entry::path));
    }
    return entries;
  }

  /** Notes that the entries are in a layer now: from here on their content is read from there. */
  public void written(LayerIndex layer) {
    for (Entry entry : layer.entries()) {
      Node node = node(entry.path());
      if (node != null && entry instanceof FileEntry) {
        node.set(entry);
      }
    }
  }

  private void attach(Entry entry) throws RefusedInputException {
    requireHoldable(entry.path());
    if (entry.path().parent().equals(lastPath)) {
      last.children().put(entry.path().name(), new Node(entry));
    } else {
      tree.attach(entry.path(), new Node(entry));
    }
    touched.add(entry.path());
  }

  private static void requireHoldable(EntryPath path) throws RefusedInputException {
    if (Whiteouts.isReserved(path.name())) {
      throw new RefusedInputException(path + ": names that begin with .wh. delete files in layers");
    }
  }

  private void setMetadata(Node node, Entry entry) {
    node.set(node.entry().withMetadata(entry.metadata()));
    touched.add(entry.path());
  }

  private void remove(EntryPath path, Node node) {
    if (node.isDirectory()) {
      removedDirectories.add(path);
      // everything below a path stands right behind it in the order of paths
      Iterator<EntryPath> below = touched.tailSet(path, true).iterator();
      while (below.hasNext() && below.next().startsWith(path)) {
        below.remove();
      }
    }
    tree.detach(path);
    touched.remove(path);
    lastPath = EntryPath.ROOT;
    last = tree.root();
  }
}
