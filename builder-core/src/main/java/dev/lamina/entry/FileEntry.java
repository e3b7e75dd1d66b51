package dev.lamina.entry;

import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;

/**
 * A regular file.
 *
 * @param content its bytes, of exactly the announced size
 */
public record FileEntry(EntryPath path, Metadata metadata, ByteSource content) implements Entry {
  @Override
  public FileEntry withPath(EntryPath newPath) {
    return new FileEntry(newPath, metadata, content);
  }

  @Override
  public FileEntry withMetadata(Metadata newMetadata) {
    return new FileEntry(path, newMetadata, content);
  }

  @Override
  public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
    return visitor.file(this);
  }
}
