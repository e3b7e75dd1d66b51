package dev.lamina.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.Digest;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.entry.Xattrs;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordedFileTest {
  private static final EntryPath PATH =
      EntryPath.ofBytes(new byte[] {'d', '/', (byte) 0xe9, '%', ' '});
  private static final Metadata METADATA =
      new Metadata(
          06755,
          4294967294L,
          7,
          -5,
          Xattrs.of(Map.of("security.capability", new byte[] {-1, 0, 1})));
  private static final OnDisk DISK =
      new OnDisk(
          0755,
          new FileOwner(1000, -1),
          -9_000_000_000L,
          new FileStatus.Time(-5, 999_999_999),
          new FileStatus.Time(8_589_934_591L, 1));

  @Test
  void each_type_comes_back_from_its_line() throws RefusedInputException {
    List<Entry> entries =
        List.of(
            new FileEntry(
                PATH,
                METADATA,
                UnpackedContent.remembered(Digest.sha256(new byte[] {1}), 1L << 40)),
            new DirectoryEntry(PATH, METADATA),
            new SymlinkEntry(
                PATH, METADATA, LinkTarget.ofBytes(new byte[] {(byte) 0xff, '/', '/'})),
            new HardLinkEntry(PATH, METADATA, EntryPath.of("other/né")),
            new DeviceEntry(PATH, METADATA, DeviceEntry.Kind.CHARACTER, 1, 3),
            new DeviceEntry(PATH, METADATA, DeviceEntry.Kind.BLOCK, 1L << 20, 0),
            new FifoEntry(PATH, METADATA));
    for (Entry entry : entries) {
      RecordedFile written = new RecordedFile(entry, DISK, null);
      byte[] line = Json.write(written.toJson());
      assertEquals(written, RecordedFile.parse(Json.parseObject(line, "line")));
      RecordedFile leftOut = new RecordedFile(entry, null, null);
      assertEquals(leftOut, RecordedFile.parse(leftOut.toJson()));
    }
  }

  @Test
  void what_is_no_line_is_refused() throws RefusedInputException {
    JsonObject line = new RecordedFile(new DirectoryEntry(PATH, METADATA), DISK, null).toJson();
    for (String bad :
        List.of(
            "\"mode\":\"09\"",
            "\"mode\":\"010000\"",
            "\"uid\":-1",
            "\"path\":\"%\"",
            "\"path\":\"%zz\"",
            "\"path\":\"%00\"",
            "\"type\":\"door\"",
            "\"type\":\"file\"",
            "\"disk\":[1,2]",
            "\"disk\":[1,2,3,4,5,6,7,\"8\"]",
            "\"xattrs\":{\"a\":\"=\"}")) {
      String key = bad.substring(1, bad.indexOf('"', 1));
      JsonObject other = Json.parseObject(("{" + bad + "}").getBytes(UTF_8), "line");
      JsonObject broken = line.with(key, Objects.requireNonNull(other.value(key)));
      assertThrows(RefusedInputException.class, () -> RecordedFile.parse(broken), bad);
    }
  }

  @Test
  void bytes_come_back_from_their_text() {
    Law.forAll(
        Gen.bytes(40),
        500,
        bytes -> {
          String text = PercentText.of(bytes);
          assertEquals(-1, text.chars().filter(c -> c <= ' ' || c > '~').findAny().orElse(-1));
          assertArrayEquals(bytes, PercentText.bytes(text));
        });
  }

  @Test
  void what_is_too_young_or_was_written_to_is_not_certain() {
    FileStatus.Time taken = new FileStatus.Time(100, 0);
    FileStatus old = status(50, 97);
    OnDisk disk = OnDisk.of(old, new FileOwner(0, 0));
    assertEquals(true, disk.isUntouched(old, 3, taken));
    assertEquals(false, disk.isUntouched(old, 4, taken));
    assertEquals(false, disk.isUntouched(status(50, 96), 3, taken));
    assertEquals(false, disk.isUntouched(status(51, 97), 3, taken));
    FileStatus young = status(50, 98);
    assertEquals(false, OnDisk.of(young, new FileOwner(0, 0)).isUntouched(young, 3, taken));
  }

  private static FileStatus status(long mtime, long ctime) {
    return new FileStatus(
        FileStatus.Type.FILE,
        0644,
        0,
        3,
        new FileStatus.Time(mtime, 0),
        new FileStatus.Time(ctime, 0),
        1,
        2,
        1,
        0);
  }
}
