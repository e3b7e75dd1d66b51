package dev.lamina.entry;

import dev.lamina.io.EntryPath;

/** A device node. */
public record DeviceEntry(EntryPath path, Metadata metadata, Kind kind, long major, long minor)
    implements Entry {
  /** How a device is read. */
  public enum Kind {
    CHARACTER,
    BLOCK
  }

  @Override
  public DeviceEntry withPath(EntryPath newPath) {
    return new DeviceEntry(newPath, metadata, kind, major, minor);
  }

  @Override
  public DeviceEntry withMetadata(Metadata newMetadata) {
    return new DeviceEntry(path, newMetadata, kind, major, minor);
  }

  @Override
  public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
    return visitor.device(this);
  }
}
