package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One walk along a path of a tree, through its links, from node to node: its cost is that of the
 * components of the path and of the links, however deep they lie.
 */
final class TreeWalk {
  private static final int MOST_LINKS = 255;

  /** What happens where there is no directory to go on from. */
  enum Missing {
    /** What is missing is taken as it is written; a file on the way is an error. */
    STAYS,
    /** A directory is made, also in place of a file. */
    IS_MADE
  }

  private final EntryPath start;
  private final Missing missing;
  private final List<String> names = new ArrayList<>();

  /** The nodes of the names, the root's before them; null for what is not there. */
  private final List<@Nullable Node> nodes = new ArrayList<>();

  /** Components not yet walked, one char per byte; may hold {@code ..} from targets. */
  private final Deque<String> ahead = new ArrayDeque<>();

  private int links;

  TreeWalk(Node root, EntryPath start, Missing missing) {
    this.start = start;
    this.missing = missing;
    nodes.add(root);
    push(start.bytes());
  }

  /**
   * Where the path leads.
   *
   * @throws RefusedInputException after 255 links, or when there is a file on the way
   */
  EntryPath end() throws RefusedInputException {
    while (!ahead.isEmpty()) {
      String component = ahead.removeFirst();
      if (component.equals("..")) {
        up();
      } else if (!component.isEmpty() && !component.equals(".")) {
        step(component);
      }
    }
    return here();
  }

  private void up() {
    if (!names.isEmpty()) {
      names.remove(names.size() - 1);
      nodes.remove(nodes.size() - 1);
    }
  }

  private void step(String name) throws RefusedInputException {
    Node at = nodes.get(nodes.size() - 1);
    if (at != null && !at.isDirectory()) {
      throw new RefusedInputException("not a directory: " + here());
    }
    EntryPath key = path(name);
    Node child = at == null ? null : at.children().get(key);
    if (child != null && child.entry() instanceof SymlinkEntry link) {
      follow(link);
      return;
    }
    names.add(name);
    if (missing == Missing.IS_MADE && at != null && (child == null || !child.isDirectory())) {
      child = new Node(new DirectoryEntry(here(), Metadata.of(0755)));
      at.children().put(key, child);
    }
    nodes.add(child);
  }

  private void follow(SymlinkEntry link) throws RefusedInputException {
    links++;
    if (links > MOST_LINKS) {
      throw new RefusedInputException("too many symlinks: " + start);
    }
    if (link.target().isAbsolute()) {
      while (!names.isEmpty()) {
        up();
      }
    }
    push(link.target().bytes());
  }

  private void push(byte[] path) {
    String[] components = new String(path, ISO_8859_1).split("/", -1);
    for (int i = components.length - 1; i >= 0; i--) {
      ahead.addFirst(components[i]);
    }
  }

  private EntryPath here() {
    return path(names.stream().collect(Collectors.joining("/")));
  }

  private static EntryPath path(String latin1) {
    return EntryPath.ofBytes(latin1.getBytes(ISO_8859_1));
  }
}
