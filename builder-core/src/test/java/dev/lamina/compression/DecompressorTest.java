package dev.lamina.compression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.io.RefusedInputException;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressorTest {
  /** "hi" by gzip, bzip2, xz and zstd. */
  private static final byte[] GZIP =
      hex("1f8b08000000000000ff" + "cbc80400" + "ac2a93d8" + "02000000");

  private static final byte[] BZIP2 =
      hex("425a68393141592653599a89b422000000010000602000210082b1772453850909a89b4220");
  private static final byte[] XZ =
      hex(
          "fd377a585a000004e6d6b4460200210116000000742fe5a30100016869000000fea93811bccaa54800011a02dc2ea57e1fb6f37d010000000004595a");
  private static final byte[] ZSTD = hex("28b52ffd04581100006869fa3826ea");

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String open(byte[] compressed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = Decompressor.open(new ByteArrayInputStream(compressed))) {
      in.transferTo(out);
    } catch (RefusedInputException e) {
      return out + "refused: " + e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "1f8b08, GZIP",
    "1f8b07, PLAIN",
    "1f8b, PLAIN",
    "425a68, BZIP2",
    "425a, PLAIN",
    "fd377a585a00, XZ",
    "fd377a585a01, PLAIN",
    "28b52ffd, ZSTD",
    "502a4d18, ZSTD",
    "5f2a4d18, ZSTD",
    "602a4d18, PLAIN",
    "'', PLAIN",
    "5d00008000, PLAIN", // lzma
    "04224d18, PLAIN", // lz4
    "504b0304, PLAIN", // zip
    "1f9d90, PLAIN", // compress
  })
  void the_first_bytes_tell_the_format(String head, Format format) {
    assertEquals(format, Decompressor.detect(hex(head)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void a_file_is_decompressed_whole_or_refused(String what, String expected, byte[] file) {
    String actual = open(file);
    if (expected.startsWith("refused: ")) {
      assertTrue(actual.contains(expected), actual); // after some of the content, maybe
    } else {
      assertEquals(expected, actual);
    }
  }

  static Stream<Arguments> files() {
    byte[] skippable = hex("502a4d18" + "03000000" + "aabbcc");
    return Stream.of(
        arguments("plain", "plain text", bytes("plain text")),
        arguments("empty", "", new byte[0]),
        arguments("gzip", "hi", GZIP),
        arguments("two gzip members", "hihi", cat(GZIP, GZIP)),
        arguments("gzip and garbage", "refused: data after gzip", cat(GZIP, bytes("x"))),
        arguments("cut gzip", "refused: gzip data ends", Arrays.copyOf(GZIP, 17)),
        arguments("bzip2", "hi", BZIP2),
        arguments("two bzip2 streams", "hihi", cat(BZIP2, BZIP2)),
        arguments(
            "bzip2 and garbage", "refused: bzip2 data is corrupt: ", cat(BZIP2, bytes("xxxx"))),
        arguments(
            "cut bzip2",
            "refused: bzip2 data is corrupt: unexpected EOF",
            Arrays.copyOf(BZIP2, 30)),
        arguments(
            "cut bzip2 header", "refused: bzip2 data is corrupt: unexpected EOF", bytes("BZh9")),
        arguments(
            "bzip2 by its name only", "refused: bzip2 data is corrupt: ", bytes("BZhello, world")),
        arguments("xz", "hi", XZ),
        arguments("two xz streams", "hihi", cat(XZ, XZ)),
        arguments("xz and padding", "hi", cat(XZ, new byte[8])),
        arguments("xz and odd padding", "refused: xz data is corrupt: ", cat(XZ, new byte[7])),
        arguments("xz and garbage", "refused: xz data is corrupt: ", cat(XZ, bytes("xxxx"))),
        arguments(
            "cut xz",
            "refused: xz data is corrupt: unexpected EOF",
            Arrays.copyOf(XZ, XZ.length - 4)),
        arguments("zstd", "hi", ZSTD),
        arguments("two zstd frames", "hihi", cat(ZSTD, ZSTD)),
        arguments("skippable frames", "hihi", cat(skippable, ZSTD, skippable, ZSTD, skippable)),
        arguments(
            "cut skippable frame",
            "refused: zstd data ends early: unexpected EOF",
            cat(ZSTD, Arrays.copyOf(skippable, 10))),
        arguments("only a skippable frame", "", skippable),
        arguments("zstd and garbage", "refused: data after zstd stream", cat(ZSTD, bytes("xxxx"))),
        arguments(
            "cut zstd",
            "refused: zstd data ends early: unexpected EOF",
            Arrays.copyOf(ZSTD, ZSTD.length - 5)),
        arguments(
            "cut zstd checksum",
            "refused: zstd data ends early: unexpected EOF",
            Arrays.copyOf(ZSTD, ZSTD.length - 1)),
        arguments(
            "only the magic of zstd",
            "refused: zstd data ends early: unexpected EOF",
            Arrays.copyOf(ZSTD, 4)),
        arguments(
            "zstd window of 2 GiB",
            "refused: zstd window 2 GiB exceeds 128 MiB",
            hex("28b52ffd" + "00" + "a8" + "010000")),
        arguments(
            "zstd window of 144 MiB",
            "refused: zstd window 144 MiB exceeds 128 MiB",
            hex("28b52ffd" + "00" + "89" + "010000")),
        arguments("zstd window of 128 MiB", "", hex("28b52ffd" + "00" + "88" + "010000")),
        arguments(
            "zstd window over the limit in a later frame",
            "refused: zstd window 2 GiB exceeds 128 MiB",
            cat(ZSTD, hex("28b52ffd" + "00" + "a8" + "010000"))),
        arguments(
            "one zstd segment of 4 EiB",
            "refused: zstd window 4294967296 GiB exceeds 128 MiB",
            hex("28b52ffd" + "e0" + "0000000000000040" + "010000")),
        arguments(
            "zstd dictionary",
            "refused: zstd data needs a dictionary",
            hex("28b52ffd" + "01" + "58" + "07" + "010000")),
        arguments(
            "gzip in gzip stays",
            new String(GZIP, ISO_8859_1),
            hex(
                "1f8b08000000000000ff"
                    + "01"
                    + "1600e9ff"
                    + HexFormat.of().formatHex(GZIP)
                    + "7db2c83c"
                    + "16000000")));
  }

  @Test
  void xz_that_wants_more_memory_than_the_limit_is_refused() {
    byte[] huge = XZ.clone();
    huge[16] = 36; // the dictionary: 1 GiB; then the CRC of the block header is made right
    CRC32 crc = new CRC32();
    crc.update(huge, 12, 8);
    for (int i = 0; i < 4; i++) {
      huge[20 + i] = (byte) (crc.getValue() >> (8 * i));
    }
    String said = open(huge);
    assertTrue(said.startsWith("refused: xz data needs"), said);
    assertTrue(said.endsWith("the limit is 128 MiB"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip -9", "bzip2 -9", "xz -9", "zstd -19 --long=27", "xz -0 --block-size=4096"})
  void what_the_usual_tools_write_is_read(String tool, @TempDir Path folder) throws IOException {
    String[] words = tool.split(" ");
    Peers.require(words[0]);
    byte[] plain = new byte[150_000];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) random.nextInt(1 + i % 7);
    }
    Path file = Files.write(folder.resolve("plain"), plain);
    String[] command = Arrays.copyOf(words, words.length + 1);
    command[words.length] = "-c";
    Path packed = folder.resolve("packed");
    Sh.in(folder).stdin(file).stdout(packed).run(command).ok();
    try (InputStream in = Decompressor.open(Files.newInputStream(packed))) {
      assertArrayEquals(plain, in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void damage_ends_in_a_refusal_and_in_nothing_else(int which) {
    byte[] good = new byte[][] {GZIP, BZIP2, XZ, ZSTD}[which];
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length / 2, good.length + 1));
      for (int j = random.nextInt(3); j > 0; j--) {
        bad[random.nextInt(4, bad.length)] = (byte) random.nextInt();
      }
      open(bad); // fails the test for any other exception
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_failure_of_the_stream_below_comes_through_as_it_is(int which) {
    byte[] good = new byte[][] {GZIP, BZIP2, XZ, ZSTD}[which];
    IOException disk = new IOException("disk");
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw disk;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw disk;
          }
        };
    InputStream start = new ByteArrayInputStream(good, 0, good.length - 3);
    IOException thrown =
        assertThrows(
            IOException.class,
            () -> {
              try (InputStream in = Decompressor.open(new SequenceInputStream(start, failing))) {
                in.readAllBytes();
              }
            });
    assertSame(disk, thrown);
  }

  @Test
  void without_a_place_for_its_native_code_zstd_says_what_to_set(@TempDir Path folder)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Sh.Result result =
        Sh.in(folder)
            .run(
                java.toString(),
                "-Djava.io.tmpdir=" + folder.resolve("missing"),
                "-cp",
                classes,
                WithoutNativeCode.class.getName());
    assertEquals("", result.err());
    String[] lines = result.out().split("\n", -1);
    for (int i = 0; i < 2; i++) {
      assertTrue(
          lines[i].startsWith(
              "java.io.IOException: zstd support needs an executable temporary directory; set"
                  + " -Djava.io.tmpdir="),
          result.out());
    }
    assertEquals("hi", lines[2]);
  }

  /** Run in a machine of its own, where zstd-jni finds no folder to unpack into. */
  static final class WithoutNativeCode {
    public static void main(String[] arguments) throws IOException {
      for (int i = 0; i < 2; i++) {
        try {
          System.out.println(Decompressor.open(new ByteArrayInputStream(ZSTD)).read());
        } catch (IOException e) {
          System.out.println(e.toString().replace('\n', ' '));
        }
      }
      System.out.println(open(XZ));
    }
  }
}
