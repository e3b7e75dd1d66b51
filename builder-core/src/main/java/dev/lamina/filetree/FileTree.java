package dev.lamina.filetree;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack of layers as one tree: what a container would see, held as metadata. Nothing is unpacked;
 * the content of a file is a reference to the layer that has it. Links are followed inside the tree
 * alone, so no name can lead out of it.
 *
 * <p>A tree belongs to one thread and grows at the top: by {@link #add} of a layer that exists, or
 * by a {@link LayerDraft} of one that is being made.
 */
public final class FileTree implements EntrySource {
  private final Node root = new Node(new DirectoryEntry(EntryPath.ROOT, Metadata.of(0755)));

  /** Numbers of the nodes that have more than one name. */
  private final Map<Node, String> inodes = new HashMap<>();

  /** The tree of no layers: a root directory with nothing in it. */
  public FileTree() {}

  /** The tree of a stack of layers, the lowest first. */
  public static FileTree of(List<LayerIndex> layers) throws RefusedInputException {
    FileTree tree = new FileTree();
    for (LayerIndex layer : layers) {
      tree.add(layer);
    }
    return tree;
  }

  /**
   * Puts a layer on top: its entries, whiteouts and opaque markers (OCI image-spec, layer.md,
   * "Whiteouts"). Where the marks stand among the entries does not matter.
   *
   * @throws RefusedInputException when an entry cannot be: a hard link to nothing, a malformed
   *     whiteout
   */
  public void add(LayerIndex layer) throws RefusedInputException {
    new LayerApplication(this, layer).run();
  }

  @Override
  public @Nullable SourceNode find(EntryPath path) {
    Node node = node(path);
    return node == null ? null : new SourceNode(node.entry().withPath(path), inodes.get(node));
  }

  @Override
  public List<EntryPath> list(EntryPath directory) {
    Node node = node(directory);
    return node == null || !node.isDirectory() ? List.of() : List.copyOf(node.children().keySet());
  }

  /** As in other sources, without a search from the root for each component. */
  @Override
  public EntryPath place(EntryPath path) throws RefusedInputException {
    return new TreeWalk(root, path, TreeWalk.Missing.STAYS).end();
  }

  /** What a path leads to through all links; null when that is nothing. */
  @Nullable Node existing(EntryPath path) {
    try {
      return node(place(path));
    } catch (RefusedInputException e) {
      // a file on the way, or links without end: there is nothing
      return null;
    }
  }

  /**
   * As {@link #place}, but what is missing is made, and a file on the way gives way to a directory.
   */
  EntryPath makeDirectories(EntryPath path) throws RefusedInputException {
    return new TreeWalk(root, path, TreeWalk.Missing.IS_MADE).end();
  }

  /** The directory that everything is in. */
  Node root() {
    return root;
  }

  /** What is at a path, no link followed. */
  @Nullable Node node(EntryPath path) {
    Node node = root;
    for (EntryPath name : path.components()) {
      Node child = node.isDirectory() ? node.children().get(name) : null;
      if (child == null) {
        return null;
      }
      node = child;
    }
    return node;
  }

  /**
   * Puts a node at a path, in place of whatever was there.
   *
   * @throws IllegalStateException when the parent is not there
   */
  void attach(EntryPath path, Node node) {
    Node parent = node(path.parent());
    if (parent == null) {
      throw new IllegalStateException("no parent for " + path);
    }
    parent.children().put(path.name(), node);
  }

  /** Gives a node one more name. */
  void link(EntryPath path, Node existing) {
    inodes.putIfAbsent(existing, Integer.toString(inodes.size()));
    attach(path, existing);
  }

  /** Whether a node has, or had, more than one name. */
  boolean hasSeveralNames(Node node) {
    return inodes.containsKey(node);
  }

  /** Removes a name, and with a directory all that is in it; nothing happens when it is absent. */
  void detach(EntryPath path) {
    Node parent = node(path.parent());
    if (parent != null && parent.isDirectory()) {
      parent.children().remove(path.name());
    }
  }
}
