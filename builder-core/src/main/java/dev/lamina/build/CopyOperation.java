package dev.lamina.build;

import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies from one tree into a draft, as COPY does ({@code docs/dockerfile.md}). Contents are not
 * touched: an entry goes with a reference to its bytes.
 */
final class CopyOperation {
  private final LayerDraft draft;
  private final EntrySource source;
  private final CopiedMetadata metadata;
  private final Cancellation cancellation;

  CopyOperation(
      LayerDraft draft, EntrySource source, CopiedMetadata metadata, Cancellation cancellation) {
    this.draft = draft;
    this.source = source;
    this.metadata = metadata;
    this.cancellation = cancellation;
  }

  /** Copies a file, device or FIFO to a path whose parent is there. */
  void copyFile(EntryPath from, EntryPath to) throws IOException, TreeConflictException {
    refuseReserved(to.name());
    draft.put(metadata.ofCopied(present(from).entry()).withPath(to));
  }

  /** Copies what is selected of a directory's content into a directory that is there. */
  void copyContents(EntryPath from, EntryPath to, Selection selection)
      throws IOException, TreeConflictException {
    new Walk(from, to, selection).run();
  }

  /** One walk over a directory. Names of one file stay names of one file within it. */
  private final class Walk {
    private final EntryPath from;
    private final EntryPath to;
    private final Selection selection;
    private final Map<String, EntryPath> firstNames = new HashMap<>();
    private final Set<EntryPath> directories = new HashSet<>();

    Walk(EntryPath from, EntryPath to, Selection selection) {
      this.from = from;
      this.to = to;
      this.selection = selection;
      directories.add(EntryPath.ROOT);
    }

    void run() throws IOException, TreeConflictException {
      Deque<EntryPath> ahead = new ArrayDeque<>();
      ahead.add(EntryPath.ROOT);
      while (!ahead.isEmpty()) {
        EntryPath directory = ahead.removeLast();
        for (EntryPath name : source.list(from.resolve(directory))) {
          cancellation.check();
          if (visit(directory.resolve(name))) {
            ahead.add(directory.resolve(name));
          }
        }
      }
    }

    /**
     * @return whether it is a directory to look into
     */
    private boolean visit(EntryPath path) throws IOException, TreeConflictException {
      Selection.Choice choice = selection.choose(path);
      if (choice == Selection.Choice.LEAVE) {
        return false;
      }
      SourceNode node = present(from.resolve(path));
      if (choice == Selection.Choice.TAKE) {
        refuseReserved(path.name());
        makeParents(path.parent());
        put(node, path);
      }
      return node.isDirectory();
    }

    /** Directories that were passed over are needed after all when something in them is taken. */
    private void makeParents(EntryPath directory) throws IOException, TreeConflictException {
      if (directories.contains(directory)) {
        return;
      }
      EntryPath here = EntryPath.ROOT;
      for (EntryPath name : directory.components()) {
        here = here.resolve(name);
        if (directories.add(here)) {
          makeParent(present(from.resolve(here)), to.resolve(here));
        }
      }
    }

    /** Of a directory that is there already only the mode changes. */
    private void makeParent(SourceNode node, EntryPath target)
        throws IOException, TreeConflictException {
      Entry made = metadata.ofCopied(node.entry()).withPath(target);
      SourceNode there = draft.tree().find(target);
      if (there == null || !there.isDirectory()) {
        draft.put(made);
      } else if (there.entry().metadata().mode() != made.metadata().mode()) {
        Metadata kept = there.entry().metadata();
        draft.setMetadata(target, kept.withMode(made.metadata().mode()));
      }
    }

    private void put(SourceNode node, EntryPath path) throws IOException, TreeConflictException {
      if (node.isDirectory()) {
        directories.add(path);
      }
      EntryPath target = to.resolve(path);
      @Nullable String inode = node.isDirectory() ? null : node.inode();
      @Nullable EntryPath first = inode == null ? null : firstNames.putIfAbsent(inode, target);
      if (first == null) {
        draft.put(metadata.ofCopied(node.entry()).withPath(target));
      } else {
        draft.putLink(target, first);
      }
    }
  }

  private SourceNode present(EntryPath path) throws IOException {
    SourceNode node = source.find(path);
    if (node == null) {
      throw new IOException("vanished while it was being copied: " + path);
    }
    return node;
  }

  private static void refuseReserved(EntryPath name) throws RefusedInputException {
    if (Whiteouts.isReserved(name)) {
      throw new RefusedInputException("name is reserved in OCI layers: " + name);
    }
  }
}
