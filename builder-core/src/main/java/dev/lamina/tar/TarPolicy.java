package dev.lamina.tar;

/**
 * Where an archive comes from, which decides how much of the unusual is let through. The structure
 * of the archive (checksums, sizes, extended headers) is checked alike for both.
 */
public enum TarPolicy {
  /**
   * A layer of an image: what cannot be kept exactly is refused (unknown entry types, global
   * headers other than a comment). A missing end marker is accepted silently: the diffID covers it.
   */
  LAYER,
  /**
   * An archive that a user or another tool made (ADD, {@code load}): unknown entry types and global
   * headers are left out with a warning, and so is damage after the last entry.
   */
  ARCHIVE
}
