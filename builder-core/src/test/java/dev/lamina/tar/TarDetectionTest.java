package dev.lamina.tar;

import static dev.lamina.testing.RawTar.cat;
import static dev.lamina.testing.RawTar.end;
import static dev.lamina.testing.RawTar.file;
import static dev.lamina.testing.RawTar.header;
import static dev.lamina.testing.RawTar.pax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.io.RefusedInputException;
import dev.lamina.testing.RawTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TarDetectionTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void a_file_is_an_archive_if_its_first_header_parses(
      String what, boolean isArchive, byte[] content) throws IOException {
    assertEquals(isArchive, TarReader.looksLikeTar(new ByteArrayInputStream(content)));
  }

  static Stream<Arguments> files() {
    byte[] broken = file("a", "");
    broken[0]++;
    return Stream.of(
        arguments("an archive", true, cat(file("a", "x"), end())),
        arguments("only its first header", true, file("a", "")),
        arguments("a good header, then junk", true, cat(file("a", ""), RawTar.bytes("junk"))),
        arguments("v7", true, header('\0', "a").put(257, "\0\0\0\0\0\0\0\0").done()),
        arguments("an entry that will be refused", true, file("a/", "x")),
        arguments("an unknown kind of entry", true, header('Z', "a").done()),
        arguments("what git archive writes", true, cat(pax('g', "comment=0123"), end())),
        arguments("global header with a path", true, pax('g', "path=x")),
        arguments("malformed global header", false, header('g', "x").with("nonsense")),
        arguments("extended header and entry", true, cat(pax('x', "path=b"), file("a", ""))),
        arguments("extended header, no entry", false, cat(pax('x', "path=b"), end())),
        arguments("extended header, broken entry", false, cat(pax('x', "path=b"), broken)),
        arguments(
            "malformed extended header", false, cat(header('x', "x").with("1"), file("a", ""))),
        arguments("empty", false, new byte[0]),
        arguments("one zero block", false, new byte[512]),
        arguments("zero blocks", false, end()),
        arguments("wrong checksum", false, broken),
        arguments("cut header", false, RawTar.cut(file("a", ""), 511)),
        arguments("number that is none", false, header('0', "a").put(124, "zzz").done()),
        arguments("text", false, RawTar.bytes("text".repeat(1000))));
  }

  @Test
  void corrupt_compression_means_no_archive_but_a_broken_disk_does_not() throws IOException {
    assertFalse(TarReader.looksLikeTar(RawTar.failing(new RefusedInputException("corrupt"))));
    IOException disk = new IOException("disk");
    assertEquals(
        disk, assertThrows(IOException.class, () -> TarReader.looksLikeTar(RawTar.failing(disk))));
  }
}
