package dev.lamina.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FsTest {
  static final List<String> ODD_NAMES =
      List.of(
          "plain",
          "-rf",
          "a b ",
          "new\nline",
          "esc\u001b[2J",
          "per%41cent",
          "q?#;:&=+",
          "back\\slash",
          "caf\u00c3\u00a9",
          "caf\u00e9",
          "\u00ff\u00fe",
          "\u0001",
          "...",
          "~");

  @TempDir Path dir;

  private static EntryPath latin1(String name) {
    return EntryPath.ofBytes(name.getBytes(ISO_8859_1));
  }

  private static FileStatus status(Path path) throws IOException {
    FileStatus status = Fs.status(path);
    assertNotNull(status);
    return status;
  }

  @Test
  void odd_names_are_made_and_listed_byte_for_byte() throws IOException {
    List<EntryPath> expected = new ArrayList<>();
    for (String name : ODD_NAMES) {
      Files.writeString(Fs.child(dir, latin1(name)), name);
      expected.add(latin1(name));
    }
    Collections.sort(expected);
    assertEquals(expected, Fs.names(dir));
    for (String name : ODD_NAMES) {
      assertEquals(name, Files.readString(Fs.child(dir, latin1(name))));
    }
  }

  @Test
  void odd_names_are_the_same_under_the_C_locale()
      throws IOException, URISyntaxException, InterruptedException {
    for (String name : ODD_NAMES) {
      Files.writeString(Fs.child(dir, latin1(name)), name);
      Files.createSymbolicLink(Fs.child(dir, latin1("link-" + name)), pathOf(name));
    }
    String classes = classPath(Fs.class) + ":" + classPath(FsTest.class);
    String java = ProcessHandle.current().info().command().orElseThrow();
    var builder = new ProcessBuilder(java, "-cp", classes, CLocale.class.getName(), dir.toString());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals(CLocale.describe(dir), printed);
  }

  private static String classPath(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** Prints what is in a directory, in hexadecimal. */
  static final class CLocale {
    private CLocale() {}

    public static void main(String[] args) throws IOException {
      System.out.print(describe(Path.of(args[0])));
    }

    static String describe(Path dir) throws IOException {
      StringBuilder out = new StringBuilder();
      for (EntryPath name : Fs.names(dir)) {
        Path place = Fs.child(dir, name);
        FileStatus status = Objects.requireNonNull(Fs.status(place));
        byte[] content;
        if (status.isSymlink()) {
          content = Fs.linkTarget(place);
        } else {
          try (var in = Fs.open(place)) {
            content = in.readAllBytes();
          }
        }
        HexFormat hex = HexFormat.of();
        out.append(hex.formatHex(name.bytes())).append(' ').append(status.type()).append(' ');
        out.append(hex.formatHex(content)).append('\n');
      }
      return out.toString();
    }
  }

  @Test
  void a_link_target_keeps_its_bytes() throws IOException, InterruptedException {
    Path existing = Files.createDirectory(dir.resolve("real"));
    for (String target :
        List.of("nowhere", "a//b/", "../x", existing + "", existing + "/", "a\nb")) {
      Path link = dir.resolve("link");
      Files.deleteIfExists(link);
      assertEquals(0, new ProcessBuilder("ln", "-s", target, link + "").start().waitFor());
      assertArrayEquals(target.getBytes(UTF_8), Fs.linkTarget(link));
    }
    for (String target : List.of("caf\u00e9", "real/\u00ff/..")) {
      Path link = dir.resolve("odd");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, pathOf(target));
      assertArrayEquals(target.getBytes(ISO_8859_1), Fs.linkTarget(link));
    }
  }

  private static Path pathOf(String latin1) throws IOException {
    Path path = Path.of("");
    for (String component : latin1.split("/", -1)) {
      path = component.equals("..") ? path.resolve("..") : Fs.child(path, latin1(component));
    }
    return path;
  }

  @Test
  void a_link_to_a_directory_is_a_link() throws IOException {
    Files.createSymbolicLink(dir.resolve("up"), Path.of(".."));
    FileStatus status = status(dir.resolve("up"));
    assertEquals(FileStatus.Type.SYMLINK, status.type());
    assertEquals(2, status.size());
  }

  @Test
  void a_status_has_all_twelve_bits_and_the_count_of_names() throws IOException {
    Path file = Files.writeString(dir.resolve("f"), "text");
    Files.setAttribute(file, "unix:mode", 0104755);
    Files.createLink(dir.resolve("g"), file);
    FileStatus status = status(file);
    assertEquals(FileStatus.Type.FILE, status.type());
    assertEquals(04755, status.mode());
    assertEquals(4, status.size());
    assertEquals(2, status.nlink());
    assertEquals(status.ino(), status(dir.resolve("g")).ino());
  }

  @Test
  void times_before_the_epoch_are_rounded_down() throws IOException, InterruptedException {
    Path file = Files.writeString(dir.resolve("f"), "");
    int made =
        new ProcessBuilder("touch", "-d", "1969-12-31 23:59:55.25Z", file + "").start().waitFor();
    assertEquals(0, made);
    assertEquals(new FileStatus.Time(-5, 250_000_000), status(file).mtime());
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000, 999)));
    assertEquals(new FileStatus.Time(1_000_000_000, 999), status(file).mtime());
  }

  @Test
  void special_files_are_told_by_their_type() throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("mkfifo", dir.resolve("pipe") + "").start().waitFor());
    assertEquals(FileStatus.Type.FIFO, status(dir.resolve("pipe")).type());
    FileStatus zero = status(Path.of("/dev/zero"));
    assertEquals(FileStatus.Type.CHARACTER_DEVICE, zero.type());
    assertEquals(1, zero.major());
    assertEquals(5, zero.minor());
  }

  @Test
  void device_numbers_are_parted_as_linux_does() {
    // makedev(0x12345, 0x6789a)
    long rdev = (0x12000L << 32) | (0x345L << 8) | 0x9a | (0x67800L << 12);
    var time = new FileStatus.Time(0, 0);
    var status = new FileStatus(FileStatus.Type.BLOCK_DEVICE, 0, 0, 0, time, time, 0, 0, 1, rdev);
    assertEquals(0x12345, status.major());
    assertEquals(0x6789a, status.minor());
  }

  @Test
  void what_is_not_there_has_no_status() throws IOException {
    assertNull(Fs.status(dir.resolve("nope")));
    Files.writeString(dir.resolve("f"), "");
    assertNull(Fs.status(dir.resolve("f/below")));
  }

  @Test
  void opening_does_not_follow_a_link() throws IOException {
    Files.createSymbolicLink(dir.resolve("l"), Files.writeString(dir.resolve("f"), "x"));
    assertThrows(IOException.class, () -> Fs.open(dir.resolve("l")).close());
  }

  @Test
  void a_child_has_one_component() {
    assertThrows(IllegalArgumentException.class, () -> Fs.child(dir, EntryPath.of("a/b")));
    assertThrows(IllegalArgumentException.class, () -> Fs.child(dir, EntryPath.ROOT));
  }
}
