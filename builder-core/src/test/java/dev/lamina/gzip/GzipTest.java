package dev.lamina.gzip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.lamina.io.RefusedInputException;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GzipTest {
  private static final byte[] HI = gzip(bytes("hi"));
  private static final byte[] EMPTY = gzip(new byte[0]);

  /** {@code hi} as a stored deflate block with its trailer. */
  private static final String STORED_HI = "010200fdff6869" + "ac2a93d8" + "02000000";

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GzipEncoder encoder = new GzipEncoder(out, GzipLevel.FAST, 2)) {
      encoder.write(plain, 0, plain.length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A header with these flags, the rest of it, and a member that says "hi". */
  private static byte[] member(int flags, byte[] rest) {
    byte[] header = HexFormat.of().parseHex("1f8b0800000000000003");
    header[3] = (byte) flags;
    return cat(header, rest, HexFormat.of().parseHex(STORED_HI));
  }

  private static byte[] headerCrc(int flags, int wrong) {
    byte[] header = HexFormat.of().parseHex("1f8b0800000000000003");
    header[3] = (byte) flags;
    CRC32 crc = new CRC32();
    crc.update(header);
    long value = crc.getValue() ^ wrong;
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }

  /** What comes out, as text, or why it is refused; the same for every way of reading. */
  private static String decode(byte[] compressed) {
    String atOnce = decode(new ByteArrayInputStream(compressed));
    assertEquals(atOnce, decode(dribble(compressed, 1)), "one byte at a time");
    assertEquals(atOnce, decode(dribble(compressed, HI.length)), "cut where a member ends");
    return atOnce;
  }

  private static String decode(InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GzipDecoder decoder = new GzipDecoder(in)) {
      decoder.transferTo(out);
    } catch (RefusedInputException e) {
      return "refused: " + e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(ISO_8859_1);
  }

  /** A stream that gives few bytes at once and says that none are available. */
  private static InputStream dribble(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(most, length));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void gzip_data_is_decoded_whole_or_refused(String what, String expected, byte[] compressed) {
    assertEquals(expected, decode(compressed));
  }

  static Stream<Arguments> streams() {
    String corrupt = "refused: gzip data is corrupt: ";
    String cut = "refused: gzip data ends early: unexpected EOF";
    String after = "refused: data after gzip stream";
    byte[] badSize = HI.clone();
    badSize[HI.length - 4]++;
    byte[] badCrc = HI.clone();
    badCrc[HI.length - 8]++;
    return Stream.of(
        arguments("one member", "hi", HI),
        arguments("an empty member", "", EMPTY),
        arguments("two members", "hihi", cat(HI, HI)),
        arguments("an empty member between", "hihi", cat(HI, EMPTY, HI)),
        arguments("zeros after the end", "hi", cat(HI, new byte[1000])),
        arguments("1 MiB of zeros after the end", "hi", cat(HI, new byte[1 << 20])),
        arguments(
            "more than 1 MiB of zeros",
            "refused: more than 1048576 zero bytes after gzip stream",
            cat(HI, new byte[(1 << 20) + 1])),
        arguments("garbage after the end", after, cat(HI, bytes("x"))),
        arguments("garbage after zeros", after, cat(HI, new byte[9], bytes("x"))),
        arguments("a member after zeros", after, cat(HI, new byte[9], HI)),
        arguments("half a header after the end", cut, cat(HI, bytes("\u001f"))),
        arguments("no second magic byte", "refused: not gzip data", cat(HI, bytes("\u001fx"))),
        arguments("nothing", cut, new byte[0]),
        arguments("text", "refused: not gzip data", bytes("text")),
        arguments("cut in the header", cut, Arrays.copyOf(HI, 5)),
        arguments("cut in the data", cut, Arrays.copyOf(HI, 11)),
        arguments("cut in the trailer", cut, Arrays.copyOf(HI, HI.length - 1)),
        arguments("wrong CRC", corrupt + "CRC-32 mismatch", badCrc),
        arguments("wrong size", corrupt + "size mismatch", badSize),
        arguments(
            "impossible block",
            corrupt + "invalid block type",
            cat(Arrays.copyOf(HI, 10), bytes("\u0007\0\0\0\0\0\0\0\0\0\0\0\0"))),
        arguments(
            "method 7",
            "refused: gzip header names a compression method other than deflate",
            bytes("\u001f\u008b\7\0\0\0\0\0\0\0")),
        arguments(
            "reserved flag",
            "refused: gzip header has reserved flags set",
            member(0x20, new byte[0])),
        arguments("text flag", "hi", member(1, new byte[0])),
        arguments(
            "every optional field", "hi", member(4 | 8 | 16, bytes("\3\0abcname\0comment\0"))),
        arguments(
            "64 KiB of extra field", "hi", member(4, cat(bytes("\u00ff\u00ff"), new byte[65535]))),
        arguments("a name of 100 KiB", "hi", member(8, bytes("n".repeat(100_000) + "\0"))),
        arguments(
            "a name of 1 MiB",
            "refused: gzip header is longer than 1 MiB",
            member(8, bytes("n".repeat(1 << 20) + "\0"))),
        arguments("right header CRC", "hi", member(2, headerCrc(2, 0))),
        arguments(
            "wrong header CRC", "refused: gzip header CRC mismatch", member(2, headerCrc(2, 1))));
  }

  @Test
  void two_hundred_thousand_empty_members_are_read_in_a_loop() {
    byte[] many = new byte[200_000 * EMPTY.length];
    for (int i = 0; i < many.length; i++) {
      many[i] = EMPTY[i % EMPTY.length];
    }
    assertEquals("hi", decode(new ByteArrayInputStream(cat(many, HI))));
  }

  @Test
  void what_is_encoded_is_decoded() {
    Law.forAll(
        Gen.bytes(200_000),
        50,
        plain -> {
          try (GzipDecoder decoder = new GzipDecoder(new ByteArrayInputStream(gzip(plain)))) {
            assertArrayEquals(plain, decoder.readAllBytes());
          }
        });
  }

  @Test
  void the_bytes_do_not_depend_on_writes_or_flushes() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] plain = new byte[300_000];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) ('a' + random.nextInt(1 + i % 13));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GzipEncoder encoder = new GzipEncoder(out, GzipLevel.FAST, 2)) {
      for (int at = 0; at < plain.length; ) {
        int n = Math.min(random.nextInt(5000), plain.length - at);
        if (n == 1) {
          encoder.write(plain[at]);
        } else {
          encoder.write(plain, at, n);
        }
        at += n;
        encoder.flush();
      }
    }
    assertArrayEquals(gzip(plain), out.toByteArray());
  }

  @Test
  void the_header_says_nothing_of_where_and_when() {
    assertEquals("1f8b08000000000000ff", HexFormat.of().formatHex(EMPTY, 0, 10));
    assertEquals(
        "1f8b08000000000000ff" + "0300" + "0000000000000000", HexFormat.of().formatHex(EMPTY));
  }

  @Test
  void finish_writes_the_trailer_once_and_leaves_the_stream_below_open() throws IOException {
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    GzipEncoder encoder = new GzipEncoder(out, GzipLevel.FAST, 2);
    encoder.write(bytes("hi"));
    encoder.finish();
    encoder.finish();
    assertArrayEquals(HI, out.toByteArray());
    assertEquals(false, closed[0]);
    assertThrows(IOException.class, () -> encoder.write(1));
    encoder.close();
    encoder.close();
    assertTrue(closed[0]);
    assertArrayEquals(HI, out.toByteArray());
  }

  @Test
  void a_failure_below_is_thrown_by_close_too() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    GzipEncoder encoder = new GzipEncoder(full, GzipLevel.FAST, 2);
    encoder.write(1);
    assertEquals("full", assertThrows(IOException.class, encoder::close).getMessage());
  }

  @Test
  void a_closed_decoder_cannot_be_read() throws IOException {
    GzipDecoder decoder = new GzipDecoder(new ByteArrayInputStream(HI));
    assertEquals('h', decoder.read());
    decoder.close();
    decoder.close();
    assertThrows(IOException.class, decoder::read);
  }
}
