package dev.lamina.entry;

import dev.lamina.io.EntryPath;

/** A named pipe. */
public record FifoEntry(EntryPath path, Metadata metadata) implements Entry {
  @Override
  public FifoEntry withPath(EntryPath newPath) {
    return new FifoEntry(newPath, metadata);
  }

  @Override
  public FifoEntry withMetadata(Metadata newMetadata) {
    return new FifoEntry(path, newMetadata);
  }

  @Override
  public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
    return visitor.fifo(this);
  }
}
