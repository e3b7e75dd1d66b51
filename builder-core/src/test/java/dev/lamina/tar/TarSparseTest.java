package dev.lamina.tar;

import static dev.lamina.testing.RawTar.cat;
import static dev.lamina.testing.RawTar.end;
import static dev.lamina.testing.RawTar.file;
import static dev.lamina.testing.RawTar.header;
import static dev.lamina.testing.RawTar.pax;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.testing.RawTar;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sparse files in the four forms of GNU tar: two bytes at 4, three at 10, twenty in all. */
class TarSparseTest {
  private static final String STORED = "abxyz";
  private static final String B = "\nFILE 644 0:0 0 @0 b";
  private static final String EXPANDED = "\n  \0\0\0\0ab\0\0\0\0xyz\0\0\0\0\0\0\0" + B;
  private static final String AS_F = "FILE 644 0:0 20 @0 f" + EXPANDED;
  private static final String AS_REAL = "FILE 644 0:0 20 @0 real" + EXPANDED;

  /** An old GNU sparse entry named f. */
  static byte[] oldSparse() {
    return old("4", "2", "12", "3").with(STORED);
  }

  /** Octal numbers of the map, real size 20. */
  private static RawTar old(String... map) {
    RawTar header = header('S', "f").put(257, "ustar  \0").put(483, "00000000024\0");
    for (int i = 0; i < map.length; i++) {
      header.put(386 + 12 * i, octal(map[i]));
    }
    return header;
  }

  private static String octal(String digits) {
    return "0".repeat(11 - digits.length()) + digits + "\0";
  }

  private static byte[] more(String last, String... map) {
    StringBuilder block = new StringBuilder();
    for (String number : map) {
      block.append(octal(number));
    }
    block.append("\0".repeat(504 - block.length())).append(last);
    return RawTar.padded(block.toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sparse")
  void a_sparse_file_is_expanded_or_refused(String what, String expected, byte[] entry) {
    assertEquals(expected, RawTar.read(TarLimits.LAYER, cat(entry, file("b", ""), end())));
  }

  static Stream<Arguments> sparse() {
    String major = "GNU.sparse.major=1";
    String minor = "GNU.sparse.minor=0";
    String real = "GNU.sparse.realsize=20";
    String size = "GNU.sparse.size=20";
    String mapped = "GNU.sparse.map=4,2,10,3";
    String out = "refused: sparse map has a segment of ";
    return Stream.of(
        arguments("old", AS_F, oldSparse()),
        arguments("old, final hole told", AS_F, old("4", "2", "12", "3", "24", "0").with(STORED)),
        arguments(
            "old, in further blocks",
            AS_F,
            cat(
                old("4", "1", "5", "1", "12", "1", "13", "1").put(482, "\1").size(5).done(),
                more("\1", "14", "1"),
                more("\0", "24", "0"),
                RawTar.padded(STORED))),
        arguments(
            "old, all a hole", "FILE 644 0:0 20 @0 f\n  " + "\0".repeat(20) + B, old().done()),
        arguments(
            "old, further block missing",
            "refused: tar header of b has a malformed sparse offset: \"b"
                + "\\x00".repeat(11)
                + "\"",
            old("4", "1").put(482, "\1").size(1).done()),
        arguments(
            "old, overlapping",
            out + "2 bytes at 5, out of order or place",
            old("4", "3", "5", "2").with(STORED)),
        arguments(
            "old, over the end",
            out + "3 bytes at 18, out of order or place",
            old("4", "2", "22", "3").with(STORED)),
        arguments(
            "old, real size of 2^50",
            "refused: tar entry f of 1125899906842624 bytes is larger than the limit of 34359738368",
            header('S', "f").put(257, "ustar  \0").put(483, "\u0080\0\0\0\0\4\0\0\0\0\0\0").done()),
        arguments(
            "old, in a POSIX header",
            "refused: tar entry f is sparse, but not in GNU format",
            header('S', "f").done()),
        arguments(
            "map names less than is stored",
            "refused: sparse map names 4 bytes, the archive holds 5",
            old("4", "2", "12", "2").with(STORED)),
        arguments(
            "map names more than is stored",
            "refused: sparse map names 6 bytes, the archive holds 5",
            old("4", "2", "12", "4").with(STORED)),
        arguments(
            "0.0",
            AS_F,
            cat(
                pax(
                    'x',
                    size,
                    "GNU.sparse.numblocks=2",
                    "GNU.sparse.offset=4",
                    "GNU.sparse.numbytes=2",
                    "GNU.sparse.offset=10",
                    "GNU.sparse.numbytes=3"),
                file("f", STORED))),
        arguments(
            "0.0, out of turn",
            "refused: malformed PAX record: GNU.sparse.offset out of turn",
            cat(pax('x', size, "GNU.sparse.offset=4", "GNU.sparse.offset=10"), file("f", STORED))),
        arguments(
            "0.1", AS_REAL, cat(pax('x', "GNU.sparse.name=real", size, mapped), file("f", STORED))),
        arguments(
            "0.1, a count that is wrong",
            "refused: sparse map has 4 numbers for 2147483647 segments",
            cat(pax('x', size, mapped, "GNU.sparse.numblocks=2147483647"), file("f", STORED))),
        arguments(
            "0.1, odd numbers",
            "refused: sparse map has 3 numbers for 1 segments",
            cat(pax('x', size, "GNU.sparse.map=4,2,10"), file("f", STORED))),
        arguments(
            "0.1, no number",
            "refused: malformed PAX record: sparse map is not a number, or out of range",
            cat(pax('x', size, "GNU.sparse.map=4,2,,3"), file("f", STORED))),
        arguments(
            "0.1, no size",
            "refused: sparse file without a real size",
            cat(pax('x', mapped), file("f", STORED))),
        arguments(
            "1.0",
            AS_REAL,
            cat(
                pax('x', major, minor, real, "GNU.sparse.name=real"),
                file("f", text(RawTar.padded("2\n4\n2\n10\n3\n")) + STORED))),
        arguments(
            "1.0, final hole told",
            AS_REAL,
            cat(
                pax('x', major, minor, real, "GNU.sparse.name=real"),
                file("f", text(RawTar.padded("3\n4\n2\n10\n3\n20\n0\n")) + STORED))),
        arguments(
            "1.0, a name that climbs is handed on",
            "FILE 644 0:0 1 @0 ../../x\n  \0" + B,
            cat(
                pax('x', major, minor, "GNU.sparse.realsize=1", "GNU.sparse.name=../../x"),
                file("f", text(RawTar.padded("0\n"))))),
        arguments(
            "1.0, 2147483647 segments",
            "refused: sparse map of 2147483647 segments",
            cat(pax('x', major, minor, real), file("f", text(RawTar.padded("2147483647\n"))))),
        arguments(
            "1.0, more segments than stored",
            "refused: sparse map is longer than the entry",
            cat(
                pax('x', major, minor, real),
                file("f", text(RawTar.padded("200\n" + "0\n0\n".repeat(127)))))),
        arguments(
            "1.0, a number without end",
            "refused: sparse map has a number of more than 20 digits",
            cat(pax('x', major, minor, real), file("f", "1".repeat(512)))),
        arguments(
            "2.0",
            "refused: unknown sparse format 2.0",
            cat(pax('x', "GNU.sparse.major=2", minor, real), file("f", STORED))));
  }

  @Test
  void a_map_cut_inside_is_refused() {
    assertEquals(
        "refused: archive ends inside a sparse map",
        RawTar.read(TarLimits.LAYER, old("4", "1").put(482, "\1").size(1).done()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
