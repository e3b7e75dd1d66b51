package dev.lamina.entry;

import dev.lamina.io.EntryPath;

/** A directory; what is in it are entries of their own. */
public record DirectoryEntry(EntryPath path, Metadata metadata) implements Entry {
  @Override
  public DirectoryEntry withPath(EntryPath newPath) {
    return new DirectoryEntry(newPath, metadata);
  }

  @Override
  public DirectoryEntry withMetadata(Metadata newMetadata) {
    return new DirectoryEntry(path, newMetadata);
  }

  @Override
  public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
    return visitor.directory(this);
  }
}
