package dev.lamina.build;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.SubTree;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import dev.lamina.progress.Cancellation;
import java.io.IOException;

/**
 * Extracts an archive into a directory of a draft, which is a root to it: links are followed inside
 * that directory alone, and {@code ..} stops there.
 */
final class ArchiveExtraction {
  private final LayerDraft draft;
  private final EntryPath root;
  private final SubTree inside;
  private final CopiedMetadata metadata;
  private final Cancellation cancellation;

  /**
   * @param root a directory of the draft's tree, without a link on the way
   */
  ArchiveExtraction(
      LayerDraft draft, EntryPath root, CopiedMetadata metadata, Cancellation cancellation) {
    this.draft = draft;
    this.root = root;
    this.inside = new SubTree(draft.tree(), root);
    this.metadata = metadata;
    this.cancellation = cancellation;
  }

  /** Extracts the next entry of the archive. */
  void add(Entry entry) throws IOException, TreeConflictException {
    cancellation.check();
    if (!entry.path().isRoot()) {
      extract(entry);
    } else if (!(entry instanceof DirectoryEntry)) {
      throw new RefusedInputException("archive tries to replace the root directory");
    }
  }

  private void extract(Entry entry) throws IOException, TreeConflictException {
    EntryPath name = entry.path().name();
    if (Whiteouts.isReserved(name)) {
      throw new RefusedInputException(
          "archive holds " + entry.path() + ": names that begin with .wh. delete files in layers");
    }
    EntryPath parent = parent(entry.path().parent());
    EntryPath path = parent.resolve(name);
    Entry placed = metadata.ofExtracted(entry).withPath(path);
    if (placed instanceof HardLinkEntry link) {
      EntryPath target = parent(link.target().parent()).resolve(link.target().name());
      draft.link(path, target);
      draft.setMetadata(path, link.metadata());
    } else {
      draft.replace(placed);
    }
  }

  /** Where a directory of the archive lies in the tree; what is missing is made. */
  private EntryPath parent(EntryPath directory) throws IOException, TreeConflictException {
    EntryPath here = EntryPath.ROOT;
    for (EntryPath name : directory.components()) {
      EntryPath next = here.resolve(name);
      SourceNode node = inside.find(next);
      // a link to nothing is an error here, as it is for every program that extracts on disk
      here = node != null && node.entry() instanceof SymlinkEntry ? inside.resolve(next) : next;
    }
    draft.makeDirectories(root.resolve(here), metadata.ofMadeDirectory());
    return root.resolve(here);
  }
}
