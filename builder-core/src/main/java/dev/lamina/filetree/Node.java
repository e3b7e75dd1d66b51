package dev.lamina.filetree;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.io.EntryPath;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file of a tree, under however many names: what an inode is to a disk. Hard links are names
 * that share a node.
 */
final class Node {
  /**
   * Type, metadata and content; its path is the name that the node came with. Never a hard link.
   */
  private Entry entry;

  /** By name, in byte order; null for what is not a directory. */
  private final @Nullable NavigableMap<EntryPath, Node> children;

  Node(Entry entry) {
    this.entry = entry;
    this.children = entry instanceof DirectoryEntry ? new TreeMap<>() : null;
  }

  Entry entry() {
    return entry;
  }

  boolean isDirectory() {
    return children != null;
  }

  /**
   * The names in this directory.
   *
   * @throws IllegalStateException when it is not one
   */
  NavigableMap<EntryPath, Node> children() {
    if (children == null) {
      throw new IllegalStateException("not a directory: " + entry.path());
    }
    return children;
  }

  /** Replaces metadata, or where the content lies; the type stays. */
  void set(Entry newEntry) {
    if (newEntry.getClass() != entry.getClass()) {
      throw new IllegalArgumentException("a node cannot change its type: " + entry.path());
    }
    entry = newEntry;
  }
}
