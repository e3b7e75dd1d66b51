package dev.lamina.entry;

import dev.lamina.io.EntryPath;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EntrySource} has under a name.
 *
 * @param entry the file itself, at its path in the source; never a {@link HardLinkEntry}, since
 *     every name of a file that has several is as good as the others
 * @param inode equal for the names of one file, different for different files of the same source;
 *     null when the file has only this name, or when the source cannot know
 */
public record SourceNode(Entry entry, @Nullable String inode) {
  /** A file with one name. */
  public static SourceNode of(Entry entry) {
    return new SourceNode(entry, null);
  }

  public EntryPath path() {
    return entry.path();
  }

  public boolean isDirectory() {
    return entry instanceof DirectoryEntry;
  }
}
