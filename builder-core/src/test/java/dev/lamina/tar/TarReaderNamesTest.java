package dev.lamina.tar;

import static dev.lamina.testing.RawTar.cat;
import static dev.lamina.testing.RawTar.end;
import static dev.lamina.testing.RawTar.file;
import static dev.lamina.testing.RawTar.gnuLong;
import static dev.lamina.testing.RawTar.header;
import static dev.lamina.testing.RawTar.pax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.testing.RawTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, and the extended headers that carry them and numbers. */
class TarReaderNamesTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void the_name_is_handed_on_as_it_stands(String what, String expected, byte[] entry) {
    assertEquals(expected, RawTar.read(TarLimits.LAYER, cat(entry, end())));
  }

  static Stream<Arguments> names() {
    return Stream.of(
        name("climbing", "FILE 644 0:0 0 @0 ../../x", file("../../x", "")),
        name("absolute", "FILE 644 0:0 0 @0 /etc/x", file("/etc/x", "")),
        name(
            "climbing in the prefix",
            "FILE 644 0:0 0 @0 ../../x",
            header('0', "x").put(345, "../..").done()),
        name(
            "short prefix of star",
            "FILE 644 0:0 0 @0 " + "p".repeat(131) + "/x",
            header('0', "x").put(345, "p".repeat(131) + "12345").put(508, "tar\0").done()),
        name(
            "times of GNU where POSIX has its prefix",
            "FILE 644 0:0 0 @0 x",
            header('0', "x").put(257, "ustar  \0").put(345, "01234567012\0").done()),
        name("backslashes", "FILE 644 0:0 0 @0 ..\\\\..\\\\x", file("..\\..\\x", "")),
        name(
            "symlink as root",
            "SYMLINK 644 0:0 0 @0 . -> etc",
            header('2', ".").link("etc").done()),
        name("empty", "SYMLINK 644 0:0 0 @0  -> etc", header('2', "").link("etc").done()),
        name("NUL inside", "FILE 644 0:0 0 @0 a", file("a\0b", "")),
        name(
            "exactly 100 bytes", "FILE 644 0:0 0 @0 " + "n".repeat(100), file("n".repeat(100), "")),
        name("not UTF-8", "FILE 644 0:0 0 @0 caf\\xe9", file("caf\u00e9", "")),
        name("escape sequence", "FILE 644 0:0 0 @0 a\\x1b[2J\\nb", file("a\u001b[2J\nb", "")),
        name(
            "not UTF-8, in PAX",
            "FILE 644 0:0 0 @0 caf\\xe9",
            cat(pax('x', "path=caf\u00e9"), file("f", ""))),
        name(
            "not UTF-8, in PAX, announced",
            "FILE 644 0:0 0 @0 caf\\xe8",
            cat(pax('x', "hdrcharset=BINARY", "path=caf\u00e8"), file("f", ""))),
        name(
            "empty PAX path falls back",
            "SYMLINK 644 0:0 0 @0 f -> t",
            cat(pax('x', "path=", "linkpath="), header('2', "f").link("t").done())),
        name(
            "of PAX and GNU, PAX counts",
            "FILE 644 0:0 0 @0 pax",
            cat(pax('x', "path=pax"), gnuLong('L', "gnu"), file("f", ""))),
        name(
            "in whichever order",
            "FILE 644 0:0 0 @0 pax",
            cat(gnuLong('L', "gnu"), pax('x', "path=pax"), file("f", ""))),
        name(
            "long names of GNU",
            "HARD_LINK 644 0:0 0 @0 " + "a".repeat(300) + " -> " + "b".repeat(200),
            cat(
                gnuLong('K', "b".repeat(200)),
                gnuLong('L', "a".repeat(300)),
                header('1', "short").link("short").done())),
        name(
            "of a repeated key the last counts",
            "FILE 644 0:0 0 @0 c",
            cat(pax('x', "path=a", "path=b", "path=c"), file("f", ""))),
        name(
            "of 4,096 bytes",
            "FILE 644 0:0 0 @0 " + "p".repeat(4096),
            cat(pax('x', "path=" + "p".repeat(4096)), file("f", ""))),
        name(
            "of 4,097 bytes",
            "refused: tar entry has a name of 4097 bytes, the limit is 4096",
            cat(pax('x', "path=" + "p".repeat(4097)), file("f", ""))),
        name(
            "link name of 4,097 bytes",
            "refused: tar entry has a name of 4097 bytes, the limit is 4096",
            cat(gnuLong('K', "p".repeat(4097)), header('2', "l").done())),
        name(
            "NUL in a PAX path",
            "refused: NUL in name: PAX record path",
            cat(pax('x', "path=a\0b"), file("f", ""))),
        name(
            "NUL in a PAX link path",
            "refused: NUL in name: PAX record linkpath",
            cat(pax('x', "linkpath=a\0b"), header('2', "f").link("t").done())),
        name(
            "NUL in the name of an attribute",
            "refused: malformed PAX record: NUL in key",
            cat(pax('x', "SCHILY.xattr.a\0b=c"), file("f", ""))));
  }

  private static Arguments name(String what, String expected, byte[] entry) {
    return arguments(what, expected, entry);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void a_record_is_applied_or_refused(String record, String expected) {
    byte[] archive = cat(header('x', "pax").with(record), file("f", ""), end());
    assertEquals(expected, RawTar.read(TarLimits.LAYER, archive));
  }

  static Stream<Arguments> records() {
    String badLength = "refused: malformed PAX record: length";
    String digits = "9".repeat(300_000);
    return Stream.of(
        arguments("0 path=a\n", badLength),
        arguments("-5 path=a\n", badLength),
        arguments("99999999999 path=a\n", badLength),
        arguments("99999999999999999999999999 path=a\n", badLength),
        arguments("10 path=a", badLength),
        arguments("10 path=ab", badLength),
        arguments("x path=a\n", badLength),
        arguments("10path=aaa\n", badLength),
        arguments("3 \n", "refused: malformed PAX record: empty key"),
        arguments("8 patha\n", "refused: malformed PAX record: no '='"),
        arguments("5 =a\n", "refused: malformed PAX record: empty key"),
        arguments("8 \u00e9\u00e9=aa\n", "refused: malformed PAX record: key is not UTF-8"),
        arguments(record("mtime=-4.75"), "FILE 644 0:0 0 @-5 f"),
        arguments(record("mtime=-4.00"), "FILE 644 0:0 0 @-4 f"),
        arguments(record("mtime=4.999999999999"), "FILE 644 0:0 0 @4 f"),
        arguments(record("mtime=-0.5"), "FILE 644 0:0 0 @-1 f"),
        arguments(record("mtime=32503680000"), "FILE 644 0:0 0 @32503680000 f"),
        arguments(record("mtime=1152921504606846976"), "FILE 644 0:0 0 @1152921504606846976 f"),
        arguments(record("mtime=9e9"), notNumber("mtime")),
        arguments(record("mtime=1.5e3"), "refused: malformed PAX record: mtime is not a time"),
        arguments(record("mtime=.5"), notNumber("mtime")),
        arguments(record("mtime=9223372036854775808"), notNumber("mtime")),
        arguments(record("mtime=" + digits), notNumber("mtime")),
        arguments(record("uid=4294967294"), "FILE 644 4294967294:0 0 @0 f"),
        arguments(
            record("uid=4294967295"),
            "refused: tar entry f has uid 4294967295, not in 0 to 4294967294"),
        arguments(
            record("gid=99999999999"),
            "refused: tar entry f has gid 99999999999, not in 0 to 4294967294"),
        arguments(record("uid=-1"), "refused: tar entry f has uid -1, not in 0 to 4294967294"),
        arguments(record("uid=0x10"), notNumber("uid")),
        arguments(record("size=-4"), "refused: tar entry f has a negative size"),
        arguments(
            record("size=4611686018427387904"),
            "refused: tar entry f of 4611686018427387904 bytes is larger than the limit of"
                + " 34359738368"),
        arguments(record("comment=x"), "FILE 644 0:0 0 @0 f"),
        arguments(record("SCHILY.xattr.=x"), "FILE 644 0:0 0 @0 f []"),
        arguments(
            record("SCHILY.xattr.trusted.overlay.opaque=y"),
            "FILE 644 0:0 0 @0 f [trusted.overlay.opaque]"));
  }

  private static String record(String keyAndValue) {
    int length = keyAndValue.length() + 3;
    while ((length + " " + keyAndValue + "\n").length() != length) {
      length++;
    }
    return length + " " + keyAndValue + "\n";
  }

  private static String notNumber(String key) {
    return "refused: malformed PAX record: " + key + " is not a number, or out of range";
  }

  @Test
  void the_value_of_an_attribute_keeps_every_byte() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    byte[] archive = cat(pax('x', "SCHILY.xattr.security.capability=" + all), file("f", ""), end());
    TarReader reader =
        new TarReader(new ByteArrayInputStream(archive), TarLimits.LAYER, warning -> {});
    TarHeader header = reader.next();
    assertEquals(
        List.of("security.capability"),
        header == null ? List.of() : List.copyOf(new TreeMap<>(header.xattrs()).keySet()));
    assertArrayEquals(
        RawTar.bytes(all.toString()),
        header == null ? new byte[0] : header.xattrs().get("security.capability"));
  }

  @Test
  void a_pax_size_is_for_the_file_and_not_for_the_long_name_between() {
    byte[] archive =
        cat(
            pax('x', "size=2"),
            gnuLong('L', "long"),
            header('0', "f").size(0).done(),
            RawTar.padded("hi"),
            file("next", ""),
            end());
    assertEquals(
        "FILE 644 0:0 2 @0 long\n  hi\nFILE 644 0:0 0 @0 next",
        RawTar.read(TarLimits.LAYER, archive));
  }

  @Test
  void sixteen_extended_headers_are_read_and_a_seventeenth_is_refused() {
    byte[] archive = new byte[0];
    for (int i = 0; i < 16; i++) {
      archive = cat(archive, i % 2 == 0 ? pax('x', "path=n" + i) : gnuLong('L', "n" + i));
    }
    assertEquals(
        "FILE 644 0:0 0 @0 n14", RawTar.read(TarLimits.LAYER, cat(archive, file("f", ""), end())));
    assertEquals(
        "refused: more than 16 extended tar headers in front of one entry",
        RawTar.read(TarLimits.LAYER, cat(archive, pax('x'), file("f", ""), end())));
  }

  @ParameterizedTest
  @MethodSource("specials")
  void an_extended_header_over_one_mebibyte_is_refused_before_it_is_read(char type) {
    byte[] archive = header(type, "x").size(1 << 26).done();
    assertEquals(
        "refused: extended tar header of 67108864 bytes, the limit is 1048576",
        RawTar.read(TarLimits.LAYER, archive));
  }

  static Stream<Character> specials() {
    return Stream.of('x', 'g', 'L', 'K');
  }

  @ParameterizedTest
  @MethodSource("specials")
  void an_extended_header_cut_inside_is_refused(char type) {
    byte[] archive = cat(header(type, "x").size(600).done(), new byte[512]);
    assertEquals(
        "refused: archive ends inside an extended header (512 of 600 bytes)",
        RawTar.read(TarLimits.LAYER, archive));
  }

  @Test
  void extended_headers_without_an_entry_are_refused() {
    String refused = "refused: extended header without entry at the end of the archive";
    for (byte[] dangling : List.of(pax('x', "path=a"), gnuLong('L', "a"), gnuLong('K', "a"))) {
      assertEquals(refused, RawTar.read(TarLimits.LAYER, dangling));
      assertEquals(refused, RawTar.read(TarLimits.LAYER, cat(dangling, end())));
    }
  }

  @Test
  void a_global_header_may_carry_a_comment_and_nothing_else_in_a_layer() {
    byte[] comment = cat(pax('g', "comment=0123"), file("f", ""), end());
    assertEquals("FILE 644 0:0 0 @0 f", RawTar.read(TarLimits.LAYER, comment));
    assertEquals("FILE 644 0:0 0 @0 f", RawTar.read(TarLimits.ARCHIVE, comment));
    byte[] path = cat(pax('g', "comment=0123", "path=x", "uid=7"), file("f", ""), end());
    assertEquals(
        "refused: global PAX header with path not supported", RawTar.read(TarLimits.LAYER, path));
    assertEquals(
        "warning: global PAX header ignored: path, uid\nFILE 644 0:0 0 @0 f",
        RawTar.read(TarLimits.ARCHIVE, path));
  }
}
