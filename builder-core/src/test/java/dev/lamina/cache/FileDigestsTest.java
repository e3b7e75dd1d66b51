package dev.lamina.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.FileStatus.Time;
import dev.lamina.io.KeptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
  private static final EntryPath PATH = EntryPath.of("a/b");
  private static final FileStatus STATUS = status(0644, 5, new Time(100, 1), new Time(100, 2), 7);

  @TempDir Path directory;

  private static FileStatus status(int mode, long size, Time mtime, Time ctime, long ino) {
    return new FileStatus(FileStatus.Type.FILE, mode, 0, size, mtime, ctime, 3, ino, 1, 0);
  }

  private static byte[] digest(int value) {
    byte[] digest = new byte[32];
    Arrays.fill(digest, (byte) value);
    return digest;
  }

  private FileDigests open(long now) {
    KeptFiles files = new KeptFiles(new DirectoryPlace(directory, 0), "files", 1 << 20);
    return new FileDigests(files, "name", now);
  }

  private void note(EntryPath path, FileStatus status, int value, long now) {
    FileDigests digests = open(now);
    digests.note(path, status, digest(value));
    digests.save();
  }

  @Test
  void a_file_that_is_the_same_is_known() {
    note(PATH, STATUS, 9, 103);
    assertArrayEquals(digest(9), open(103).find(PATH, STATUS));
  }

  @Test
  void a_file_of_which_anything_is_different_is_not_known() {
    note(PATH, STATUS, 9, 103);
    FileDigests digests = open(103);
    assertNull(digests.find(EntryPath.of("a/c"), STATUS));
    List<FileStatus> others =
        List.of(
            status(0755, 5, STATUS.mtime(), STATUS.ctime(), 7),
            status(0644, 6, STATUS.mtime(), STATUS.ctime(), 7),
            status(0644, 5, new Time(101, 1), STATUS.ctime(), 7),
            status(0644, 5, new Time(100, 0), STATUS.ctime(), 7),
            status(0644, 5, STATUS.mtime(), new Time(99, 2), 7),
            status(0644, 5, STATUS.mtime(), new Time(100, 3), 7),
            status(0644, 5, STATUS.mtime(), STATUS.ctime(), 8),
            new FileStatus(
                FileStatus.Type.FILE,
                0644,
                0,
                5,
                STATUS.mtime(),
                STATUS.ctime(),
                4,
                STATUS.ino(),
                1,
                0));
    for (FileStatus other : others) {
      assertNull(digests.find(PATH, other), other.toString());
    }
  }

  @Test
  void a_file_that_changed_within_two_seconds_of_being_read_is_not_trusted() {
    for (long now : new long[] {99, 100, 101, 102}) {
      note(PATH, STATUS, 9, now);
      assertNull(open(now).find(PATH, STATUS), "at " + now);
    }
    note(PATH, status(0644, 5, new Time(50, 0), new Time(102, 0), 7), 9, 104);
    note(PATH, status(0644, 5, new Time(102, 0), new Time(50, 0), 7), 9, 104);
    assertEquals(0, open(104).size());
  }

  @Test
  void where_files_have_no_number_nothing_is_known() {
    FileStatus nameless = status(0644, 5, STATUS.mtime(), STATUS.ctime(), 0);
    note(PATH, nameless, 9, 200);
    assertNull(open(200).find(PATH, nameless));
  }

  @Test
  void what_a_file_was_before_is_forgotten() {
    note(PATH, STATUS, 9, 200);
    FileStatus later = status(0644, 5, new Time(150, 0), new Time(150, 0), 7);
    note(PATH, later, 8, 200);
    FileDigests digests = open(200);
    assertEquals(1, digests.size());
    assertArrayEquals(digest(8), digests.find(PATH, later));
  }

  @Test
  void what_nobody_asks_for_is_forgotten_in_time_and_what_is_asked_for_is_not() {
    EntryPath kept = EntryPath.of("kept");
    note(kept, STATUS, 1, 200);
    note(PATH, STATUS, 2, 200);
    for (int i = 0; i < 20; i++) {
      FileDigests digests = open(200);
      digests.find(kept, STATUS);
      digests.note(
          EntryPath.of("new"), status(0644, i, STATUS.mtime(), STATUS.ctime(), 9), digest(i));
      digests.save();
    }
    FileDigests digests = open(200);
    assertArrayEquals(digest(1), digests.find(kept, STATUS));
    assertNull(digests.find(PATH, STATUS));
    assertEquals(2, digests.size());
  }

  @Test
  void tens_of_thousands_are_told_apart() {
    KeptFiles files = new KeptFiles(new DirectoryPlace(directory, 0), "files", 4 << 20);
    FileDigests large = new FileDigests(files, "large", 200);
    for (int i = 0; i < 20_000; i++) {
      large.note(
          EntryPath.of("f" + i),
          status(0644, 5, STATUS.mtime(), STATUS.ctime(), 1 + i / 2),
          digest(i));
    }
    large.save();
    FileDigests again = new FileDigests(files, "large", 200);
    for (int i = 0; i < 20_000; i++) {
      FileStatus status = status(0644, 5, STATUS.mtime(), STATUS.ctime(), 1 + i / 2);
      assertArrayEquals(digest(i), again.find(EntryPath.of("f" + i), status));
    }
  }

  @Test
  void a_damaged_file_is_none() throws IOException {
    note(PATH, STATUS, 9, 200);
    Path file;
    try (Stream<Path> found = Files.list(directory.resolve("files"))) {
      file = found.findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.delete(file);
      Files.write(file, bad);
      assertNull(open(200).find(PATH, STATUS), "byte " + i);
      Files.write(file, Arrays.copyOf(good, i));
      assertNull(open(200).find(PATH, STATUS), "cut at " + i);
    }
  }
}
