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
  static int hash(byte[] in, int at) {
    int mixed = Arrays.hashCode(Arrays.copyOfRange(in, at, at + 12)) * 0x9e3779b9;
    return mixed ^ (mixed >>> 16);
  }

  /** Whether two records are of the same file, whatever became of it. */
  static boolean sameFile(byte[] in, int at, byte[] other, int there) {
    return Arrays.equals(in, at, at + 12, other, there, there + 12);
  }

  /** Whether two records are of the same file with nothing changed. */
  static boolean sameStatus(byte[] in, int at, byte[] other, int there) {
    return Arrays.equals(in, at, at + AGE, other, there, there + AGE);
  }

  static byte[] digest(byte[] in, int at) {
    return Arrays.copyOfRange(in, at + DIGEST, at + DIGEST + DIGEST_LENGTH);
  }

  static void setDigest(byte[] in, byte[] sha256) {
    System.arraycopy(sha256, 0, in, DIGEST, DIGEST_LENGTH);
  }
}
