package dev.lamina.cache;

import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The digest of one file on disk and all that tells whether the file is still the same, in a fixed
 * number of bytes, so that tens of thousands are found without an object for each.
 */
final class FileRecord {
  /** Bytes of one. */
  static final int LENGTH = 96;

  /** Where the count of rewrites since the last use is. */
  static final int AGE = 56;

  private static final int DIGEST = 64;
  private static final int DIGEST_LENGTH = 32;

  private FileRecord() {}

  /** A file as it was found; what follows is its digest. */
  static byte[] of(EntryPath path, FileStatus status) {
    return ByteBuffer.allocate(LENGTH)
        .putLong(status.ino())
        .putInt(path.hashCode())
        .putInt(status.mode())
        .putLong(status.dev())
        .putLong(status.size())
        .putLong(status.mtime().seconds())
        .putLong(status.ctime().seconds())
        .putInt(status.mtime().nanos())
        .putInt(status.ctime().nanos())
        .putInt(0)
        .putInt(0)
        .array();
  }

  /** Spreads records over a table; those of one file have the same. */
  static int hash(long ino, int path) {
    long mixed = (ino ^ ((long) path << 32)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  static int hash(ByteBuffer in, int at) {
    return hash(in.getLong(at), in.getInt(at + 8));
  }

  /** Whether a record is of a file at a path, whatever became of it. */
  static boolean isOf(ByteBuffer in, int at, long ino, int path) {
    return in.getLong(at) == ino && in.getInt(at + 8) == path;
  }

  /** Whether a record is of a file, and nothing of it has changed. */
  static boolean isOf(ByteBuffer in, int at, EntryPath path, FileStatus status) {
    return isOf(in, at, status.ino(), path.hashCode())
        && in.getInt(at + 12) == status.mode()
        && in.getLong(at + 16) == status.dev()
        && in.getLong(at + 24) == status.size()
        && in.getLong(at + 32) == status.mtime().seconds()
        && in.getLong(at + 40) == status.ctime().seconds()
        && in.getInt(at + 48) == status.mtime().nanos()
        && in.getInt(at + 52) == status.ctime().nanos();
  }

  static byte[] digest(byte[] in, int at) {
    return Arrays.copyOfRange(in, at + DIGEST, at + DIGEST + DIGEST_LENGTH);
  }

  static void setDigest(byte[] in, byte[] sha256) {
    System.arraycopy(sha256, 0, in, DIGEST, DIGEST_LENGTH);
  }
}
