package dev.lamina.entry;

import dev.lamina.io.EntryPath;

/**
 * A symbolic link.
 *
 * @param target the text of the link
 */
public record SymlinkEntry(EntryPath path, Metadata metadata, LinkTarget target) implements Entry {
  @Override
  public SymlinkEntry withPath(EntryPath newPath) {
    return new SymlinkEntry(newPath, metadata, target);
  }

  @Override
  public SymlinkEntry withMetadata(Metadata newMetadata) {
    return new SymlinkEntry(path, newMetadata, target);
  }

  @Override
  public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
    return visitor.symlink(this);
  }
}
