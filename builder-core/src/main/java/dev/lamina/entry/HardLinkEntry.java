package dev.lamina.entry;

import dev.lamina.io.EntryPath;

/**
 * One more name of a file whose content came with an earlier entry of the same tree.
 *
 * @param target the name that carries the content, from the root of the tree
 */
public record HardLinkEntry(EntryPath path, Metadata metadata, EntryPath target) implements Entry {
  @Override
  public HardLinkEntry withPath(EntryPath newPath) {
    return new HardLinkEntry(newPath, metadata, target);
  }

  @Override
  public HardLinkEntry withMetadata(Metadata newMetadata) {
    return new HardLinkEntry(path, newMetadata, target);
  }

  @Override
  public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
    return visitor.hardLink(this);
  }
}
