package dev.lamina.build;

import java.time.Instant;

/**
 * The one time of a build: {@code created}, history, and the modification time of everything that
 * is made or taken from the context ({@code docs/bytes.md}).
 *
 * @param seconds since the epoch
 * @param given whether somebody asked for it; if so, files of archives are not newer either
 */
public record SourceDate(long seconds, boolean given) {
  /** Nobody asked: the epoch. */
  public static final SourceDate EPOCH = new SourceDate(0, false);

  /** A time that was asked for. */
  public static SourceDate given(long seconds) {
    return new SourceDate(seconds, true);
  }

  /** The time of a file of an archive: its own, but none later than a date that was asked for. */
  long clamp(long mtime) {
    return given ? Math.min(mtime, seconds) : mtime;
  }

  /** As documents of images say it: RFC 3339, UTC, whole seconds. */
  public String text() {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
