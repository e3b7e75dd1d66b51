package dev.lamina.unpack;

/**
 * Which times files of a directory get in an image.
 *
 * @param date of what has changed, seconds since the epoch
 * @param kind whether files keep their own
 */
public record DiskTimes(long date, Kind kind) {
  /** Where a time comes from. */
  public enum Kind {
    /** All that is new has the date. */
    DATE,
    /** Files have the times that they have on disk, and a change of time is a change. */
    PRESERVED
  }

  long of(FoundFile file) {
    return kind == Kind.PRESERVED ? file.status().mtime().seconds() : date;
  }
}
