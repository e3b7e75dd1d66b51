package dev.lamina.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.KeptFiles;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of files of one directory, by path, device, inode, size, mode and times of change in
 * nanoseconds: a file of which all that is the same has not been written to.
 *
 * <p>All but one kind: a file can be written twice within the same tick of the file system's clock.
 * So a digest is remembered only of a file that had been left alone for {@value #RACY_SECONDS}
 * seconds when it was read.
 *
 * <p>May be asked by several threads; for the rest it is for one.
 */
public final class FileDigests {
  /** Knows nothing and remembers nothing. */
  public static final FileDigests NONE = new FileDigests(KeptFiles.NONE, "", Long.MIN_VALUE);

  private static final byte[] FORMAT = "lamina file digests 1".getBytes(US_ASCII);
  private static final int RACY_SECONDS = 2;

  /** Some 50 MB: more files are not remembered. */
  private static final int MOST = 500_000;

  /** As often a file is written anew before what nobody asked for goes. */
  private static final int OLDEST = 16;

  private final KeptFiles files;
  private final String name;
  private final long trusted;

  /** Records from {@code start} on; before them the format. */
  private final byte[] known;

  private final ByteBuffer fields;

  private final int start;
  private final int count;

  /** Numbers of records and one, at the place that their hash says or behind it; 0 for none. */
  private final int[] table;

  private final BitSet used = new BitSet();
  private final List<byte[]> fresh = new ArrayList<>();

  /**
   * What is known of a directory.
   *
   * @param name the file that holds it
   * @param now seconds since the epoch by the file system's clock; not later than the first look at
   *     a file whose digest will be noted
   */
  FileDigests(KeptFiles files, String name, long now) {
    this.files = files;
    this.name = name;
    this.trusted = now == Long.MIN_VALUE ? now : now - RACY_SECONDS;
    byte[] bytes = now == Long.MIN_VALUE ? null : files.read(name);
    PackedInput in = bytes == null ? null : PackedInput.checked(bytes);
    boolean mine = in != null && Arrays.equals(in.bytes(), FORMAT);
    this.known = bytes != null && mine ? bytes : new byte[0];
    this.fields = ByteBuffer.wrap(known);
    this.start = in != null && mine ? in.position() : 0;
    this.count = (known.length - start) / FileRecord.LENGTH;
    this.table = new int[Math.max(2, Integer.highestOneBit(count) * 4)];
    for (int i = 0; i < count; i++) {
      int slot = FileRecord.hash(fields, at(i)) & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = i + 1;
    }
  }

  private int at(int record) {
    return start + record * FileRecord.LENGTH;
  }

  /**
   * The SHA-256 of a file.
   *
   * @param path in the directory
   * @return null when it is not known
   */
  public byte @Nullable [] find(EntryPath path, FileStatus status) {
    if (count == 0 || !isIdentified(status)) {
      return null;
    }
    int slot = FileRecord.hash(status.ino(), path.hashCode()) & (table.length - 1);
    for (int i = table[slot]; i != 0; i = table[slot]) {
      if (FileRecord.isOf(fields, at(i - 1), path, status)) {
        use(i - 1);
        return FileRecord.digest(known, at(i - 1));
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return null;
  }

  private synchronized void use(int record) {
    used.set(record);
  }

  /** Not where the file system has neither inodes nor times of change. */
  private static boolean isIdentified(FileStatus status) {
    return status.ino() != 0;
  }

  /**
   * Remembers the digest of a file that is not known, if it can be trusted later.
   *
   * @param status what the file system said before the file was read, and after
   */
  public void note(EntryPath path, FileStatus status, byte[] sha256) {
    long changed = Math.max(status.mtime().seconds(), status.ctime().seconds());
    if (isIdentified(status) && changed < trusted && fresh.size() < MOST) {
      byte[] record = FileRecord.of(path, status);
      FileRecord.setDigest(record, sha256);
      fresh.add(record);
    }
  }

  /** How many files were known in the beginning. */
  int size() {
    return count;
  }

  /** Keeps what was noted, if anything was. */
  void save() {
    if (fresh.isEmpty()) {
      return;
    }
    PackedOutput out = new PackedOutput().bytes(FORMAT);
    fresh.forEach(record -> out.raw(record, 0, record.length));
    BitSet replaced = replaced();
    int room = MOST - fresh.size();
    for (int i = 0; i < count && room > 0; i++) {
      int age = used.get(i) ? 0 : known[at(i) + FileRecord.AGE] + 1;
      if (!replaced.get(i) && age <= OLDEST) {
        byte[] record = Arrays.copyOfRange(known, at(i), at(i + 1));
        record[FileRecord.AGE] = (byte) age;
        out.raw(record, 0, record.length);
        room--;
      }
    }
    files.keep(name, out.checked());
    fresh.clear();
  }

  /** Records of files that have changed since: nobody will ask for them again. */
  private BitSet replaced() {
    BitSet replaced = new BitSet();
    for (byte[] record : fresh) {
      long ino = ByteBuffer.wrap(record).getLong(0);
      int path = ByteBuffer.wrap(record).getInt(8);
      int slot = FileRecord.hash(ino, path) & (table.length - 1);
      for (int i = table[slot]; i != 0; i = table[slot]) {
        if (FileRecord.isOf(fields, at(i - 1), ino, path)) {
          replaced.set(i - 1);
        }
        slot = (slot + 1) & (table.length - 1);
      }
    }
    return replaced;
  }
}
