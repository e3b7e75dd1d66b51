package dev.lamina.build;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.plan.Destination;

/**
 * Where a COPY or ADD puts things, in the tree as it is at that moment.
 *
 * @param destination as written; links in it are followed in the image
 */
record CopyTarget(LayerDraft draft, Destination destination, CopiedMetadata metadata) {
  /** The path of a file that is copied; its directory is made. */
  EntryPath ofFile(EntryPath name) throws RefusedInputException, TreeConflictException {
    EntryPath place = draft.place(destination.path());
    SourceNode there = draft.tree().find(place);
    boolean into =
        destination.form() == Destination.Form.DIRECTORY || (there != null && there.isDirectory());
    draft.makeDirectories(into ? place : place.parent(), metadata.ofMadeDirectory());
    return into ? place.resolve(name) : place;
  }

  /** The directory that takes the content of an archive; it is made. */
  EntryPath ofDirectory() throws RefusedInputException, TreeConflictException {
    return ofDirectory(metadata.ofMadeDirectory());
  }

  /** The directory that takes the content of another; where it is made, it has that one's time. */
  EntryPath ofDirectory(long mtime) throws RefusedInputException, TreeConflictException {
    return ofDirectory(metadata.ofMadeDirectory().withMtime(mtime));
  }

  private EntryPath ofDirectory(Metadata made) throws RefusedInputException, TreeConflictException {
    EntryPath place = draft.place(destination.path());
    SourceNode there = draft.tree().find(place);
    if (there != null && !(there.entry() instanceof DirectoryEntry)) {
      throw new TreeConflictException("cannot copy to non-directory: " + place);
    }
    if (there == null) {
      draft.makeDirectories(place.parent(), metadata.ofMadeDirectory());
      draft.makeDirectories(place, made);
    }
    return place;
  }
}
