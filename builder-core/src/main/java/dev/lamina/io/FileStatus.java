package dev.lamina.io;

/**
 * What the file system says of a name, of the link itself where it is one.
 *
 * @param type what it is
 * @param mode the low twelve bits; 0755 where the file system has no POSIX modes
 * @param uid number of the owner; 0 without POSIX
 * @param size bytes of content
 * @param mtime last change of the content
 * @param ctime last change of content or metadata; the same as {@code mtime} without POSIX
 * @param dev the file system it is on; 0 without POSIX
 * @param ino its number there; 0 without POSIX
 * @param nlink how many names it has; 1 without POSIX
 * @param rdev what a device node stands for; 0 for all else
 */
public record FileStatus(
    Type type,
    int mode,
    long uid,
    long size,
    Time mtime,
    Time ctime,
    long dev,
    long ino,
    long nlink,
    long rdev) {
  /** Types of files. */
  public enum Type {
    FILE,
    DIRECTORY,
    SYMLINK,
    FIFO,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    SOCKET,
    OTHER;

    boolean isDevice() {
      return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
    }
  }

  /**
   * A point in time.
   *
   * @param seconds since the epoch, rounded down
   * @param nanos 0 to 999,999,999, to be added
   */
  public record Time(long seconds, int nanos) {
    // written out since the JVM is slow to make those of a record (see Digest)
    @Override
    public boolean equals(Object other) {
      return other instanceof Time that && seconds == that.seconds && nanos == that.nanos;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(seconds) * 31 + nanos;
    }
  }

  public boolean isFile() {
    return type == Type.FILE;
  }

  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  public boolean isSymlink() {
    return type == Type.SYMLINK;
  }

  /** The upper part of {@link #rdev()}, as Linux has it. */
  public long major() {
    return ((rdev >>> 8) & 0xfff) | ((rdev >>> 32) & ~0xfffL);
  }

  /** The lower part of {@link #rdev()}, as Linux has it. */
  public long minor() {
    return (rdev & 0xff) | ((rdev >>> 12) & 0xffffff00L);
  }

  /** Whether another status is of the same file, with nothing written to it in between. */
  public boolean sameContentAs(FileStatus other) {
    return type == other.type
        && dev == other.dev
        && ino == other.ino
        && size == other.size
        && mtime.equals(other.mtime)
        && ctime.equals(other.ctime);
  }
}
