package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.digest.Digest;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that are written: a change here is another format of the byte contract. */
class TarWriterTest {
  private static final String LONG = "dir/" + "n".repeat(96);

  private static TarHeader.Builder of(TarType type, String name) {
    return TarHeader.builder(type, name.getBytes(UTF_8)).mode(0644);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void an_entry_has_exactly_these_bytes(String what, TarHeader header, String listing)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TarWriter(out).add(header);
    assertEquals(listing, dump(out.toByteArray()));
  }

  static Stream<Arguments> entries() {
    String plain = " 0000000.0000000.00000000000.";
    String tail = "ustar.00|0000000.0000000|";
    return Stream.of(
        arguments(
            "file",
            of(TarType.FILE, "a").mtime(1).build(),
            "a|0000644." + plain.strip() + "00000000001.007337. 0|" + tail),
        arguments(
            "directory with every bit of the mode",
            of(TarType.DIRECTORY, "d/").mode(07777).owner(1, 2097151).build(),
            "d/|0007777.0000001.7777777.00000000000.00000000000.007525. 5|" + tail),
        arguments(
            "symlink",
            of(TarType.SYMLINK, "s").mode(0777).linkName("../t".getBytes(UTF_8)).build(),
            "s|0000777." + plain.strip() + "00000000000.007770. 2../t|" + tail),
        arguments(
            "hard link",
            of(TarType.HARD_LINK, "h").linkName("a".getBytes(UTF_8)).build(),
            "h|0000644." + plain.strip() + "00000000000.007507. 1a|" + tail),
        arguments(
            "device",
            of(TarType.CHARACTER_DEVICE, "c").device(1, 2097151).build(),
            "c|0000644." + plain.strip() + "00000000000.007425. 3|ustar.00|0000001.7777777|"),
        arguments(
            "latest time without PAX",
            of(TarType.FIFO, "p").mtime(8589934591L).build(),
            "p|0000644." + plain.strip() + "77777777777.007500. 6|" + tail),
        arguments(
            "earliest time after that",
            of(TarType.FIFO, "p").mtime(8589934592L).build(),
            "PaxHeaders/p|0000644.0000000.0000000.00000000024.00000000000.011517. x|"
                + tail
                + "20 mtime=8589934592\n|"
                + "p|0000644."
                + plain.strip()
                + "00000000000.007363. 6|"
                + tail),
        arguments(
            "time before the epoch, big owner",
            of(TarType.FILE, "f").mtime(-1).owner(2097152, 4294967294L).build(),
            "PaxHeaders/f|0000644.0000000.0000000.00000000055.00000000000.011511. x|"
                + tail
                + "18 gid=4294967294\n12 mtime=-1\n15 uid=2097152\n|"
                + "f|0000644."
                + plain.strip()
                + "00000000000.007343. 0|"
                + tail),
        arguments(
            "name of 100 bytes",
            of(TarType.FILE, LONG).build(),
            LONG + "0000644." + plain.strip() + "00000000000.034453. 0|" + tail));
  }

  /** The bytes with runs of NUL as "|" (a dot where only one ends a number or magic). */
  private static String dump(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return text.replaceAll("\0{2,}", "|").replace('\0', '.');
  }

  @Test
  void names_that_do_not_fit_go_to_pax_with_a_hundred_bytes_left_in_the_header()
      throws IOException {
    String path = "d/".repeat(60) + "f";
    String target = "caf\u00e9/" + "t".repeat(100);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarHeader header =
        TarHeader.builder(TarType.SYMLINK, path.getBytes(ISO_8859_1))
            .linkName(target.getBytes(ISO_8859_1))
            .build();
    new TarWriter(out).add(header);
    String text = out.toString(ISO_8859_1);
    assertEquals("PaxHeaders/" + path.substring(41), text.substring(0, 91));
    assertEquals(
        "21 hdrcharset=BINARY\n119 linkpath=" + target + "\n131 path=" + path + "\n\0",
        text.substring(512, 512 + 21 + 119 + 131 + 1));
    assertEquals(path.substring(0, 100), text.substring(1024, 1124));
    assertEquals(target.substring(0, 100), text.substring(1024 + 157, 1024 + 257));
    assertEquals(1536, text.length());
  }

  @Test
  void a_short_name_that_is_not_utf_8_needs_no_pax() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TarWriter(out)
        .add(TarHeader.builder(TarType.FILE, "caf\u00e9".getBytes(ISO_8859_1)).build());
    assertEquals("caf\u00e9\0", out.toString(ISO_8859_1).substring(0, 5));
    assertEquals(512, out.size());
  }

  @Test
  void attributes_come_in_byte_order_with_their_exact_values() throws IOException {
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    xattrs.put("user.\ud83d\ude00", new byte[] {1}); // UTF-16 would sort this before the next
    xattrs.put("user.\uffe0", new byte[] {2});
    xattrs.put("security.capability", new byte[] {0, (byte) 0xff, '\n'});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TarWriter(out).add(of(TarType.FILE, "f").xattrs(xattrs).build());
    String records = out.toString(ISO_8859_1).substring(512, 1024);
    String first = "40 SCHILY.xattr.security.capability=\0\u00ff\n\n";
    String second = "27 SCHILY.xattr.user.\u00ef\u00bf\u00a0=\2\n";
    String third = "28 SCHILY.xattr.user.\u00f0\u009f\u0098\u0080=\1\n";
    assertEquals(first + second + third, records.substring(0, 40 + 27 + 28));
  }

  @Test
  void a_record_whose_length_grows_by_its_own_digits_is_still_right() throws IOException {
    for (int length : new int[] {101, 978, 979, 980, 981, 982, 983, 984, 985, 986, 9980, 9990}) {
      String path = "p".repeat(length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TarWriter writer = new TarWriter(out);
      writer.add(of(TarType.FILE, path).build());
      String text = out.toString(ISO_8859_1);
      String record = text.substring(512, text.indexOf('\n') + 1);
      assertEquals(record.length() + " path=" + path + "\n", record);
    }
  }

  @Test
  void an_archive_ends_in_two_zero_blocks_and_is_the_same_on_every_machine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(out)) {
      writer.add(of(TarType.DIRECTORY, "etc/").mode(0755).build());
      writer.add(
          of(TarType.FILE, "etc/motd").size(3).mtime(1700000000).build(),
          new ByteArrayInputStream(new byte[] {'h', 'i', '\n'}));
      writer.add(of(TarType.FILE, LONG + "n").owner(70000, 3000000000L).build());
      writer.finish();
    }
    assertEquals(512 + 1024 + 3 * 512 + 1024, out.size());
    assertEquals(GOLDEN, Digest.sha256(out.toByteArray()).toString());
  }

  private static final String GOLDEN =
      "sha256:597a527e9d28d22b8f60d8022aae96c2ccbc54216784a588834c774f9c14dbd6";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 65536, 65537})
  void content_is_padded_to_a_whole_block(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] content = new byte[size];
    Arrays.fill(content, (byte) 'x');
    new TarWriter(out)
        .add(of(TarType.FILE, "f").size(size).build(), new ByteArrayInputStream(content));
    byte[] padded = Arrays.copyOf(content, (size + 511) / 512 * 512);
    assertArrayEquals(padded, Arrays.copyOfRange(out.toByteArray(), 512, out.size()));
  }

  @Test
  void content_that_is_not_as_long_as_announced_is_an_error() {
    TarHeader header = of(TarType.FILE, "f\n").size(3).build();
    TarWriter writer = new TarWriter(OutputStream.nullOutputStream());
    IOException few =
        assertThrows(
            IOException.class, () -> writer.add(header, new ByteArrayInputStream(new byte[2])));
    assertEquals("f\\n changed while being read: 2 of 3 bytes", few.getMessage());
    IOException many =
        assertThrows(
            IOException.class, () -> writer.add(header, new ByteArrayInputStream(new byte[4])));
    assertEquals("f\\n changed while being read: more than 3 bytes", many.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "./a", ".", "a/", "/"})
  void a_name_that_no_layer_of_ours_may_hold_is_a_bug(String name) {
    TarWriter writer = new TarWriter(OutputStream.nullOutputStream());
    TarHeader header = of(TarType.FILE, name).build();
    assertThrows(IllegalArgumentException.class, () -> writer.add(header));
  }

  @Test
  void a_directory_without_its_slash_is_a_bug_and_a_hidden_file_is_none() throws IOException {
    TarWriter writer = new TarWriter(OutputStream.nullOutputStream());
    TarHeader directory = of(TarType.DIRECTORY, "d").build();
    assertThrows(IllegalArgumentException.class, () -> writer.add(directory));
    writer.add(of(TarType.FILE, ".hidden").build());
    writer.add(of(TarType.FILE, "..").build());
  }

  @Test
  void nothing_can_be_added_to_a_finished_archive() throws IOException {
    TarWriter writer = new TarWriter(OutputStream.nullOutputStream());
    writer.finish();
    TarHeader header = of(TarType.FILE, "f").build();
    assertThrows(IllegalStateException.class, () -> writer.add(header));
    assertThrows(IllegalStateException.class, writer::finish);
  }

  @Test
  void gnu_tar_lists_what_was_written(@TempDir Path folder) throws IOException {
    String tar = Peers.require("tar").toString();
    Path file = folder.resolve("a.tar");
    try (TarWriter writer = new TarWriter(Files.newOutputStream(file))) {
      writer.add(of(TarType.DIRECTORY, "d/").mode(01777).build());
      writer.add(of(TarType.FILE, LONG + "long").owner(3000000, 5).mtime(-86400).build());
      writer.add(of(TarType.HARD_LINK, "d/h").linkName((LONG + "long").getBytes(UTF_8)).build());
      writer.add(of(TarType.SYMLINK, "d/s").mode(0777).linkName("t".getBytes(UTF_8)).build());
      writer.add(of(TarType.BLOCK_DEVICE, "d/sda").device(8, 1).mtime(8589934592L).build());
      writer.add(of(TarType.FIFO, "d/p").mode(04755).build());
      writer.finish();
    }
    Sh.Result listing =
        Sh.in(folder)
            .env("TZ", "UTC")
            .env("LC_ALL", "C")
            .run(tar, "--numeric-owner", "-tvf", file.toString())
            .ok();
    assertEquals("", listing.err());
    assertEquals(
        """
        drwxrwxrwt 0/0 0 1970-01-01 00:00 d/
        -rw-r--r-- 3000000/5 0 1969-12-31 00:00 LONGlong
        hrw-r--r-- 0/0 0 1970-01-01 00:00 d/h link to LONGlong
        lrwxrwxrwx 0/0 0 1970-01-01 00:00 d/s -> t
        brw-r--r-- 0/0 8,1 2242-03-16 12:56 d/sda
        prwsr-xr-x 0/0 0 1970-01-01 00:00 d/p
        """,
        listing.out().replaceAll(" +", " ").replace(LONG, "LONG"));
  }
}
