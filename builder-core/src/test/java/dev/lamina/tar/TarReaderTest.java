package dev.lamina.tar;

import static dev.lamina.testing.RawTar.cat;
import static dev.lamina.testing.RawTar.cut;
import static dev.lamina.testing.RawTar.end;
import static dev.lamina.testing.RawTar.file;
import static dev.lamina.testing.RawTar.header;
import static dev.lamina.testing.RawTar.pax;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.io.RefusedInputException;
import dev.lamina.testing.RawTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kinds of entries, numbers, sizes, and how an archive ends. */
class TarReaderTest {
  private static final String A = "FILE 644 0:0 2 @0 a\n  hi";
  private static final String B = "\nFILE 644 0:0 0 @0 b";
  private static final byte[] HI = file("a", "hi");

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void an_entry_is_what_its_header_says_or_refused(String what, String expected, byte[] entry) {
    assertEquals(expected, RawTar.read(TarLimits.LAYER, cat(entry, file("b", ""), end())));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind("type NUL", "FILE 644 0:0 1 @0 v\n  x" + B, header('\0', "v").with("x")),
        kind("type NUL, slash", "DIRECTORY 644 0:0 0 @0 v/" + B, header('\0', "v/").done()),
        kind("contiguous", "FILE 644 0:0 1 @0 c\n  x" + B, header('7', "c").with("x")),
        kind("directory", "DIRECTORY 644 0:0 0 @0 d" + B, header('5', "d").done()),
        kind("FIFO", "FIFO 644 0:0 0 @0 p" + B, header('6', "p").done()),
        kind(
            "character device",
            "CHARACTER_DEVICE 644 0:0 0 @0 null dev 1,3" + B,
            header('3', "null").put(329, "0000001\0").put(337, "0000003\0").done()),
        kind(
            "block device",
            "BLOCK_DEVICE 644 0:0 0 @0 sda dev 8,0" + B,
            header('4', "sda").put(329, "0000010\0").put(337, "0000000\0").done()),
        kind(
            "no magic (v7), fields after it are noise",
            "CHARACTER_DEVICE 644 0:0 0 @0 c dev 0,0" + B,
            header('3', "c").put(257, "\0\0\0\0\0\0\0\0").put(329, "noise").put(345, "no").done()),
        kind("label", "warning: ignored tar entry type 'V' for l" + B, header('V', "l").done()),
        kind("unknown", "refused: unsupported tar entry type 'Z' for z", header('Z', "z").done()),
        kind("socket", "refused: unsupported tar entry type 's' for z", header('s', "z").done()),
        kind("volume", "refused: unsupported tar entry type 'M' for z", header('M', "z").done()),
        kind("dump", "refused: unsupported tar entry type 'D' for z", header('D', "z").done()),
        kind("old name", "refused: unsupported tar entry type 'N' for z", header('N', "z").done()),
        kind(
            "flag that would move the cursor",
            "refused: unsupported tar entry type '\\x1b' for z",
            header('\u001b', "z").done()),
        kind(
            "hard link with data",
            "warning: data of the link h ignored\nHARD_LINK 644 0:0 0 @0 h -> a" + B,
            header('1', "h").link("a").with("data")),
        kind(
            "symlink with two blocks of data",
            "warning: data of the link h ignored\nSYMLINK 644 0:0 0 @0 h -> a" + B,
            header('2', "h").link("a").with("x".repeat(700))),
        kind(
            "hard link that only says it has data",
            "refused: link entry h has a size of 4, but a header follows it and not data",
            header('1', "h").link("a").size(4).done()),
        kind(
            "hard link with a header in its data",
            "refused: link entry h has a size of 1536, but a header follows it and not data",
            header('1', "h")
                .link("a")
                .with(new String(cat(HI, HI), ISO_8859_1).substring(0, 1536))),
        kind(
            "directory with data",
            "refused: directory entry has data: d/",
            header('5', "d/").with("x")),
        kind(
            "old directory with data",
            "refused: directory entry has data: d/",
            header('\0', "d/").with("x")),
        kind("FIFO with data", "refused: special entry has data: p", header('6', "p").with("x")),
        kind(
            "file that ends in a slash",
            "refused: tar entry f/ is a file whose name ends in a slash",
            file("f/", "x")),
        kind(
            "file that a PAX path gives a slash",
            "refused: tar entry f/ is a file whose name ends in a slash",
            cat(pax('x', "path=f/"), file("f", "x"))));
  }

  private static Arguments kind(String what, String expected, byte[] entry) {
    return arguments(what, expected, entry);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void a_number_is_read_as_it_stands_or_refused(String what, String expected, byte[] block) {
    assertEquals(expected, RawTar.read(TarLimits.LAYER, cat(block, end())));
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        number("spaces around", 108, "   12 \0 ", "FILE 644 10:0 0 @0 f"),
        number("NULs in front", 108, "\0\00012\0\0\0", "FILE 644 10:0 0 @0 f"),
        number("no terminator", 108, "00000012", "FILE 644 10:0 0 @0 f"),
        number("nothing", 108, "\0\0\0\0\0\0\0\0", "FILE 644 0:0 0 @0 f"),
        number("noise after NUL", 108, "12\0junk\0", "FILE 644 10:0 0 @0 f"),
        number("zero, then noise", 108, "0\000777777", "FILE 644 0:0 0 @0 f"),
        number(
            "base-256",
            108,
            "\u0080\0\0\0\u00ff\u00ff\u00ff\u00fe",
            "FILE 644 4294967294:0 0 @0 f"),
        number(
            "base-256 beyond 32 bits",
            116,
            "\u0080\0\0\1\0\0\0\0",
            "refused: tar entry f has gid 4294967296, not in 0 to 4294967294"),
        number(
            "base-256 of -1",
            108,
            "\u00ff".repeat(8),
            "refused: tar entry f has uid -1, not in 0 to 4294967294"),
        number("time of -2", 136, "\u00ff".repeat(11) + "\u00fe", "FILE 644 0:0 0 @-2 f"),
        number(
            "time of 2^60",
            136,
            "\u0080\0\0\0\u0010\0\0\0\0\0\0\0",
            "FILE 644 0:0 0 @1152921504606846976 f"),
        number(
            "time beyond 64 bits",
            136,
            "\u0080\0\0\1\0\0\0\0\0\0\0\0",
            malformed("mtime", "\\x80\\x00\\x00\\x01" + "\\x00".repeat(8))),
        number("mode over twelve bits", 100, "7777777\0", "FILE 7777 0:0 0 @0 f"),
        number(
            "negative size", 124, "\u00ff".repeat(12), "refused: tar entry f has a negative size"),
        number("octal with a nine", 124, "00000000009\0", malformed("size", "00000000009\\x00")),
        number("minus", 124, "-0000000001\0", malformed("size", "-0000000001\\x00")),
        number(
            "size of 2^62",
            124,
            "\u0080\0\0\0@\0\0\0\0\0\0\0",
            "refused: tar entry f of 4611686018427387904 bytes is larger than the limit of"
                + " 34359738368"),
        number("text for mode", 100, "rw-r--r-", malformed("mode", "rw-r--r-")));
  }

  private static Arguments number(String what, int at, String field, String expected) {
    return arguments(what, expected, header('0', "f").put(at, field).done());
  }

  private static String malformed(String what, String field) {
    return "refused: tar header of f has a malformed " + what + ": \"" + field + "\"";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void an_archive_ends_well_or_is_refused(
      String what, String inLayer, String inArchive, byte[] archive) {
    assertEquals(inLayer, RawTar.read(TarLimits.LAYER, archive));
    assertEquals(inArchive, RawTar.read(TarLimits.ARCHIVE, archive));
  }

  static Stream<Arguments> ends() {
    String inside = "refused: archive ends inside ";
    byte[] ab = cat(HI, file("b", ""));
    return Stream.of(
        same("two zero blocks", A, cat(HI, end())),
        same("one zero block", A, cat(HI, new byte[512])),
        same("nothing at all", "", new byte[0], "warning: tar archive has no end marker"),
        same("only zero blocks", "", new byte[2048]),
        same("no zero block", A, HI, A + "\nwarning: tar archive has no end marker"),
        same("garbage after the end", A, cat(HI, end(), RawTar.bytes("garbage"))),
        same("entries after the end", A, cat(HI, end(), HI)),
        same(
            "one zero block, then an entry",
            A + "\nrefused: data after end-of-archive marker at offset 1536",
            cat(HI, new byte[512], HI)),
        same(
            "cut inside an entry's data",
            "FILE 644 0:0 600 @0 c\n" + inside + "c (88 of 600 bytes)",
            cut(file("c", "x".repeat(600)), 600)),
        same(
            "cut inside short data",
            "FILE 644 0:0 2 @0 a\n" + inside + "a (1 of 2 bytes)",
            cut(HI, 513)),
        same(
            "cut inside the padding",
            A,
            cut(HI, 700),
            A + "\nwarning: tar archive ends inside the padding of its last entry"),
        same(
            "cut inside a header",
            A + "\n" + inside + "a header at offset 1024 (100 of 512 bytes)",
            cut(ab, 1124)),
        same(
            "cut inside the first zero block",
            A + "\n" + inside + "a header at offset 1024 (100 of 512 bytes)",
            cut(cat(HI, end()), 1124),
            A + "\nwarning: tar archive ends inside its end marker"),
        same(
            "cut inside the second zero block",
            A + "\n" + inside + "a header at offset 1536 (100 of 512 bytes)",
            cut(cat(HI, end()), 1636),
            A + "\nwarning: tar archive ends inside its end marker"));
  }

  @Test
  void a_link_may_end_the_archive_with_its_data() {
    byte[] link = header('1', "h").link("a").with("data");
    String said = "warning: data of the link h ignored\nHARD_LINK 644 0:0 0 @0 h -> a";
    assertEquals(said, RawTar.read(TarLimits.LAYER, cut(link, 520)));
    assertEquals(
        "refused: archive ends inside h (3 of 4 bytes)",
        RawTar.read(TarLimits.LAYER, cut(link, 515)));
  }

  private static Arguments same(String what, String expected, byte[] archive) {
    return arguments(what, expected, expected, archive);
  }

  private static Arguments same(String what, String layer, byte[] archive, String other) {
    return arguments(what, layer, other, archive);
  }

  @Test
  void a_wrong_checksum_is_refused_and_a_signed_one_accepted() {
    byte[] wrong = cat(HI, file("b", ""), end());
    wrong[1024]++;
    assertEquals(
        A + "\nrefused: tar header checksum mismatch at offset 1024",
        RawTar.read(TarLimits.LAYER, wrong));

    byte[] signed = header('0', "caf\u00e9").done();
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : signed[i];
    }
    System.arraycopy(RawTar.bytes("00" + Integer.toOctalString(sum) + "\0 "), 0, signed, 148, 8);
    assertEquals("FILE 644 0:0 0 @0 caf\\xe9", RawTar.read(TarLimits.LAYER, cat(signed, end())));
  }

  @Test
  void an_archive_for_add_loses_unknown_entries_with_their_data_and_extended_headers() {
    byte[] archive =
        cat(pax('x', "path=zed", "size=5"), header('Z', "z").with("12345"), file("b", ""), end());
    assertEquals(
        "warning: ignored tar entry type 'Z' for zed\nFILE 644 0:0 0 @0 b",
        RawTar.read(TarLimits.ARCHIVE, archive));
  }

  @Test
  void one_entry_over_the_limit_is_refused() {
    byte[] three = cat(file("1", ""), file("2", ""), file("3", ""), end());
    String two = "FILE 644 0:0 0 @0 1\nFILE 644 0:0 0 @0 2\n";
    assertEquals(
        two + "FILE 644 0:0 0 @0 3", RawTar.read(TarLimits.LAYER.withMaxEntries(3), three));
    assertEquals(
        two + "refused: tar archive has more entries than the limit of 2",
        RawTar.read(TarLimits.LAYER.withMaxEntries(2), three));
  }

  @Test
  void a_stream_without_end_is_refused_at_the_limit() {
    byte[] start = header('0', "zeros").size(1 << 21).done();
    TarLimits limits = TarLimits.LAYER.withMaxBytes(3 << 20);
    assertEquals(
        "FILE 644 0:0 2097152 @0 zeros\n"
            + "refused: tar archive is larger than the limit of 3145728 bytes",
        RawTar.read(limits, new SequenceInputStream(new ByteArrayInputStream(start), endless())));
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 0;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        Arrays.fill(into, offset, offset + length, (byte) 0);
        return length;
      }
    };
  }

  @Test
  void more_than_a_mebibyte_after_the_end_gets_a_warning() {
    byte[] junk = new byte[(1 << 20) + 1];
    Arrays.fill(junk, (byte) 1);
    assertEquals(
        A + "\nwarning: 1048577 bytes after the end of the tar archive ignored",
        RawTar.read(TarLimits.LAYER, cat(HI, end(), junk)));
    assertEquals(A, RawTar.read(TarLimits.LAYER, cat(HI, end(), Arrays.copyOf(junk, 1 << 20))));
    assertEquals(A, RawTar.read(TarLimits.LAYER, cat(HI, end(), new byte[1 << 21])));
  }

  @Test
  void a_million_entries_fit_a_layer_and_one_more_does_not() throws IOException {
    byte[] entries = new byte[1 << 16];
    for (int at = 0; at < entries.length; at += 512) {
      System.arraycopy(header('0', "f").done(), 0, entries, at, 512);
    }
    InputStream many =
        new InputStream() {
          private int next;

          @Override
          public int read() {
            return entries[next++ & 0xffff] & 0xff;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            int n = Math.min(length, entries.length - (next & 0xffff));
            System.arraycopy(entries, next & 0xffff, into, offset, n);
            next += n;
            return n;
          }
        };
    TarReader reader = new TarReader(many, TarLimits.LAYER, warning -> {});
    for (int i = 0; i < 1_000_000; i++) {
      reader.next();
    }
    RefusedInputException refused = assertThrows(RefusedInputException.class, reader::next);
    assertEquals("tar archive has more entries than the limit of 1000000", refused.getMessage());
  }

  @Test
  void content_cannot_be_read_once_the_next_entry_is_current() throws IOException {
    TarReader reader =
        new TarReader(new ByteArrayInputStream(cat(HI, HI, end())), TarLimits.LAYER, warning -> {});
    reader.next();
    InputStream content = reader.content();
    assertEquals('h', content.read());
    reader.next();
    assertThrows(IllegalStateException.class, content::read);
    assertEquals('h', reader.content().read());
  }

  @Test
  void a_failure_of_the_stream_below_comes_through_as_it_is() {
    IOException broken = new IOException("disk");
    TarReader reader = new TarReader(RawTar.failing(broken), TarLimits.LAYER, warning -> {});
    assertEquals(broken, assertThrows(IOException.class, reader::next));
  }

  @Test
  void damage_ends_in_a_refusal_and_in_nothing_else() {
    byte[] good =
        cat(
            pax('x', "path=p", "mtime=1.5", "SCHILY.xattr.user.a=b", "GNU.sparse.major=0"),
            HI,
            RawTar.gnuLong('L', "n".repeat(120)),
            header('2', "l").link("t").done(),
            TarSparseTest.oldSparse(),
            end());
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int j = random.nextInt(4); j > 0 && bad.length > 0; j--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      fixChecksums(bad, random);
      RawTar.read(TarLimits.ARCHIVE, new ByteArrayInputStream(bad)); // throws when it is wrong
    }
  }

  /** Lets most damage through the checksum, so that the code behind it sees some. */
  private static void fixChecksums(byte[] archive, SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      return;
    }
    for (int at = 0; at + 512 <= archive.length; at += 512) {
      if (archive[at + 257] == 'u' || archive[at + 258] == 's') {
        Arrays.fill(archive, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
          sum += archive[at + i] & 0xff;
        }
        String octal = "0000000" + Integer.toOctalString(sum);
        byte[] digits = RawTar.bytes(octal.substring(octal.length() - 6) + "\0 ");
        System.arraycopy(digits, 0, archive, at + 148, 8);
      }
    }
  }
}
