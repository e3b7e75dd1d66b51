package dev.lamina.context;

import dev.lamina.entry.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * How the metadata of a context's files is taken.
 *
 * @param mtime seconds since the epoch that every file shall have; null to keep each file's own
 * @param modes where modes come from
 */
public record ContextOptions(@Nullable Long mtime, Modes modes) {
  /** Where modes come from. */
  public enum Modes {
    /** As they are on disk, all twelve bits. */
    KEPT,
    /** 0755 for what its owner may execute and for directories, else 0644. */
    GIT
  }

  /** Every file has the source date, and its own mode. */
  public static ContextOptions at(long sourceDate) {
    return new ContextOptions(sourceDate, Modes.KEPT);
  }

  /** Every file has its own time and mode. */
  public static ContextOptions preservingTimes() {
    return new ContextOptions(null, Modes.KEPT);
  }

  /**
   * The metadata of a file with its own mode and time.
   *
   * @param executable whether it is a directory, or its owner may execute it
   */
  Metadata metadata(int mode, long ownMtime, boolean executable) {
    int taken = modes == Modes.KEPT ? mode : executable ? 0755 : 0644;
    return Metadata.of(taken).withMtime(mtime == null ? ownMtime : mtime);
  }

  /** The metadata of a symbolic link, whose mode means nothing. */
  Metadata linkMetadata(long ownMtime) {
    return Metadata.of(0777).withMtime(mtime == null ? ownMtime : mtime);
  }

  public ContextOptions withModes(Modes newModes) {
    return new ContextOptions(mtime, newModes);
  }
}
