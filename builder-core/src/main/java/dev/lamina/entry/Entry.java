package dev.lamina.entry;

import dev.lamina.io.EntryPath;

/** One file of a tree: of a layer, an image, a context or an archive. */
public sealed interface Entry
    permits FileEntry, DirectoryEntry, SymlinkEntry, HardLinkEntry, DeviceEntry, FifoEntry {
  /** Where it is, from the root of its tree. */
  EntryPath path();

  Metadata metadata();

  /** The same at another place. */
  Entry withPath(EntryPath path);

  /** The same with other metadata. */
  Entry withMetadata(Metadata metadata);

  /** Calls the method of the visitor that is for this type. */
  <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X;

  /**
   * One method for each type of entry.
   *
   * @param <R> what comes back
   * @param <X> what may be thrown; {@link RuntimeException} when nothing
   */
  interface Visitor<R, X extends Exception> {
    R file(FileEntry file) throws X;

    R directory(DirectoryEntry directory) throws X;

    R symlink(SymlinkEntry symlink) throws X;

    R hardLink(HardLinkEntry hardLink) throws X;

    R device(DeviceEntry device) throws X;

    R fifo(FifoEntry fifo) throws X;
  }
}
