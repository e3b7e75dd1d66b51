package dev.lamina.unpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDressTest {
  @TempDir Path temp;

  private static FileEntry file(Metadata metadata) {
    return new FileEntry(EntryPath.of("f"), metadata, ByteSource.of(new byte[0]));
  }

  @Test
  void times_are_kept_where_they_can_be_and_counted_where_not() throws IOException {
    Path place = Files.createFile(temp.resolve("f"));
    FileDress dress = new FileDress(false, UnpackOptions.SetIds.STRIPPED);
    long[] given = {0, -5, 1_700_000_000, 1L << 32, (1L << 33) - 1, -(1L << 31)};
    for (long time : given) {
      dress.file(place, file(Metadata.of(0644).withMtime(time)));
      assertEquals(time, Objects.requireNonNull(Fs.status(place)).mtime().seconds());
    }
    assertEquals(0, dress.times());
    dress.file(place, file(Metadata.of(0644).withMtime(32_503_680_000L)));
    assertEquals((1L << 33) - 1, Objects.requireNonNull(Fs.status(place)).mtime().seconds());
    dress.file(place, file(Metadata.of(0644).withMtime(Long.MIN_VALUE)));
    assertEquals(-(1L << 31), Objects.requireNonNull(Fs.status(place)).mtime().seconds());
    assertEquals(2, dress.times());
  }

  @Test
  void without_root_owners_are_counted_and_owners_can_read() throws IOException {
    FileDress dress = new FileDress(false, UnpackOptions.SetIds.STRIPPED);
    dress.file(temp, new DirectoryEntry(EntryPath.of("d"), Metadata.of(02050).withOwner(1, 2)));
    assertEquals(0550, Objects.requireNonNull(Fs.status(temp)).mode());
    assertEquals(1, dress.owners());
    Path place = Files.createFile(temp.resolve("f"));
    dress.file(place, file(Metadata.of(0)));
    assertEquals(0400, Objects.requireNonNull(Fs.status(place)).mode());
    assertEquals(1, dress.stripped().size());
    Files.setAttribute(temp, "unix:mode", 0700);
  }
}
