package dev.lamina.gzip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Law;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our own deflate: what comes out is read by others as what went in, and is always the same. */
class DeflateEncoderTest {
  private static final int PIECE = DeflateEncoder.PIECE;

  /** Inputs of every kind that is encoded in a way of its own, each named. */
  private static Map<String, byte[]> kinds() {
    Map<String, byte[]> kinds = new LinkedHashMap<>();
    kinds.put("empty", new byte[0]);
    kinds.put("one byte", new byte[] {65});
    kinds.put("three bytes", "abc".getBytes(US_ASCII));
    kinds.put("zeros", new byte[3 * PIECE + 17]);
    kinds.put("a whole piece of zeros", new byte[PIECE]);
    kinds.put("a piece and a byte", of("two", PIECE + 1));
    kinds.put("text", text(2_500_000));
    kinds.put("noise", of("noise", 1_500_000));
    kinds.put("noise in text", noiseInText());
    kinds.put("two symbols", of("two", 700_000));
    kinds.put("numbers", of("numbers", 1_200_000));
    kinds.put("every distance", distances());
    kinds.put("rare symbols", rare());
    return kinds;
  }

  private static byte[] of(String kind, int size) {
    SplittableRandom random = new SplittableRandom(size);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] =
          (byte)
              switch (kind) {
                case "noise" -> random.nextInt();
                case "two" -> random.nextInt(2);
                default -> i >>> (8 * (i & 3));
              };
    }
    return bytes;
  }

  private static byte[] text(int size) {
    SplittableRandom random = new SplittableRandom(7);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (out.size() < size) {
      int word = Math.min(random.nextInt(3000), random.nextInt(3000));
      out.writeBytes(
          (Integer.toString(word * 7919, 36) + (word % 11 == 0 ? "\n" : " ")).getBytes(US_ASCII));
    }
    return Arrays.copyOf(out.toByteArray(), size);
  }

  private static byte[] noiseInText() {
    byte[] bytes = text(800_000);
    byte[] noise = of("noise", 300_000);
    System.arraycopy(noise, 0, bytes, 100_001, 200_000);
    // noise that comes again within the window, and again beyond it
    System.arraycopy(noise, 0, bytes, 310_000, 20_000);
    System.arraycopy(noise, 0, bytes, 335_000, 20_000);
    System.arraycopy(noise, 200_000, bytes, 700_000, 100_000);
    return bytes;
  }

  /** A match from as near and as far as can be, of every length. */
  private static byte[] distances() {
    byte[] bytes = of("noise", 40_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int length = 3; length <= 260; length++) {
      out.write(bytes, 0, 32_768 - length);
      out.write(bytes, length * 7, length);
      out.write(bytes, 0, length);
    }
    return out.toByteArray();
  }

  /** Counts like Fibonacci's numbers make codes that are too long. */
  private static byte[] rare() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int a = 1;
    int b = 1;
    for (int symbol = 0; symbol < 23; symbol++) {
      for (int i = 0; i < a; i++) {
        // no four bytes twice in a row, so that nothing matches
        out.write(symbol);
      }
      int next = a + b;
      a = b;
      b = next;
    }
    byte[] bytes = out.toByteArray();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = bytes.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      byte swap = bytes[i];
      bytes[i] = bytes[other];
      bytes[other] = swap;
    }
    return bytes;
  }

  private static byte[] gzip(byte[] plain, int threads) {
    return gzip(plain, GzipLevel.FAST, threads);
  }

  private static byte[] gzip(byte[] plain, GzipLevel level, int threads) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GzipEncoder encoder = new GzipEncoder(out, level, threads)) {
      encoder.write(plain, 0, plain.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** By zlib, which checks neither header nor trailer here. */
  private static byte[] inflate(byte[] gzip, int size) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(gzip, 10, gzip.length - 10);
      byte[] plain = new byte[size + 1];
      int n = 0;
      while (!inflater.finished() && n <= size) {
        int more = inflater.inflate(plain, n, plain.length - n);
        if (more == 0 && inflater.needsInput()) {
          throw new AssertionError("the stream does not end");
        }
        n += more;
      }
      assertEquals(8, inflater.getRemaining(), "only the trailer follows");
      return Arrays.copyOf(plain, n);
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
  }

  @ParameterizedTest
  @EnumSource(GzipLevel.class)
  void zlib_reads_what_went_in(GzipLevel level) {
    kinds()
        .forEach(
            (name, plain) ->
                assertArrayEquals(plain, inflate(gzip(plain, level, 2), plain.length), name));
  }

  @ParameterizedTest
  @EnumSource(GzipLevel.class)
  void zlib_reads_what_went_in_whatever_it_is(GzipLevel level) {
    Law.forAll(
        random -> generated(random),
        400,
        plain -> assertArrayEquals(plain, inflate(gzip(plain, level, 1), plain.length)));
  }

  private static byte[] generated(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 2_200_000 : 40_000)];
    int kind = random.nextInt(4);
    int symbols = 1 + random.nextInt(256);
    int back = 1 + random.nextInt(40_000);
    for (int i = 0; i < bytes.length; i++) {
      boolean copied = kind > 1 && i > 0 && random.nextInt(kind == 2 ? 4 : 60) > 0;
      bytes[i] =
          copied ? bytes[Math.max(0, i - back)] : (byte) random.nextInt(kind == 0 ? 256 : symbols);
    }
    return bytes;
  }

  @Test
  void our_own_decoder_reads_it_too() throws IOException {
    for (byte[] plain : kinds().values()) {
      try (GzipDecoder decoder = new GzipDecoder(new ByteArrayInputStream(gzip(plain, 2)))) {
        assertArrayEquals(plain, decoder.readAllBytes());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GzipLevel.class)
  void the_bytes_do_not_depend_on_the_count_of_threads(GzipLevel level) {
    kinds()
        .forEach(
            (name, plain) -> {
              byte[] one = gzip(plain, level, 1);
              for (int threads : new int[] {2, 3, 8}) {
                assertArrayEquals(one, gzip(plain, level, threads), name);
              }
            });
  }

  /** An encoder is used again and again, and behind the data lies what was there before. */
  @ParameterizedTest
  @EnumSource(GzipLevel.class)
  void the_bytes_do_not_depend_on_what_an_encoder_did_before(GzipLevel level) {
    Law.forAll(
        random -> List.of(generated(random), generated(random)),
        60,
        two -> {
          DeflateEncoder used = new DeflateEncoder(level);
          encode(used, two.get(0), (byte) 1);
          byte[] second = two.get(1);
          assertArrayEquals(
              encode(new DeflateEncoder(level), second, (byte) 2), encode(used, second, (byte) 3));
        });
  }

  private static byte[] encode(DeflateEncoder encoder, byte[] plain, byte around) {
    int length = Math.min(plain.length, PIECE);
    int start = MatchFinder.AHEAD;
    byte[] data = new byte[start + length + DeflateEncoder.MARGIN];
    Arrays.fill(data, around);
    System.arraycopy(plain, 0, data, start, length);
    int size = encoder.encode(data, start, start, start + length, true);
    return Arrays.copyOf(encoder.bytes(), size);
  }

  @ParameterizedTest
  @EnumSource(GzipLevel.class)
  void the_bytes_are_those_that_they_have_always_been(GzipLevel level) throws IOException {
    StringBuilder lines = new StringBuilder();
    kinds()
        .forEach(
            (name, plain) -> {
              byte[] gzip = gzip(plain, level, 2);
              lines
                  .append(name)
                  .append('\t')
                  .append(plain.length)
                  .append('\t')
                  .append(Digest.sha256(plain).shortHex())
                  .append('\t')
                  .append(gzip.length)
                  .append('\t')
                  .append(Digest.sha256(gzip))
                  .append('\n');
            });
    String file = "bytes/gzip/" + level.name().toLowerCase(Locale.ROOT) + ".golden";
    Golden.check(Golden.testdata().resolve(file), lines.toString());
  }

  @Test
  void noise_grows_by_little_and_text_is_as_small_as_zlib_makes_it() {
    byte[] noise = of("noise", 4_000_000);
    assertTrue(gzip(noise, 1).length < noise.length + noise.length / 1000);
    byte[] text = text(3_000_000);
    Deflater zlib = new Deflater(6, true);
    zlib.setInput(text);
    zlib.finish();
    byte[] out = new byte[text.length];
    int size = zlib.deflate(out);
    zlib.end();
    int ours = gzip(text, 1).length;
    assertTrue(ours < size * 1.06, ours + " bytes, zlib " + size);
    int small = gzip(text, GzipLevel.SMALL, 1).length;
    assertTrue(small < size * 1.01 && small < ours, small + " bytes, zlib " + size);
  }

  @Test
  void gnu_gzip_and_pigz_read_it(@TempDir Path folder) throws IOException {
    for (String tool : List.of("gzip", "pigz")) {
      String program = Peers.require(tool).toString();
      for (Map.Entry<String, byte[]> kind : kinds().entrySet()) {
        Path file = Files.write(folder.resolve("x.gz"), gzip(kind.getValue(), 2));
        Path plain = folder.resolve("x");
        Sh.in(folder).stdin(file).stdout(plain).run(program, "-d", "-c").ok();
        assertArrayEquals(kind.getValue(), Files.readAllBytes(plain), tool + ": " + kind.getKey());
      }
    }
  }
}
