package dev.lamina.compression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.Digest;
import dev.lamina.io.RefusedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
  /** 20 MB of letters from a fixed seed: more than one job of zstd. */
  private static byte[] sample(int size) {
    SplittableRandom random = new SplittableRandom(42);
    byte[] plain = new byte[size];
    for (int i = 0; i < size; i++) {
      plain[i] = (byte) ('a' + random.nextInt(1 + (i >> 10) % 20));
    }
    return plain;
  }

  private static byte[] encode(Compression compression, byte[] plain, int piece)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream encoder = compression.encoder(out, 2)) {
      for (int at = 0; at < plain.length; at += piece) {
        encoder.write(plain, at, Math.min(piece, plain.length - at));
        encoder.flush();
      }
    }
    return out.toByteArray();
  }

  private static byte[] decode(Compression compression, byte[] bytes) throws IOException {
    try (InputStream decoder = compression.decoder(new ByteArrayInputStream(bytes))) {
      return decoder.readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_encoded_is_decoded(Compression compression) throws IOException {
    for (int size : new int[] {0, 1, 17, 18, 19, 100_000}) {
      byte[] plain = sample(size);
      assertArrayEquals(plain, decode(compression, encode(compression, plain, 777)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytes_do_not_depend_on_how_they_are_written(Compression compression) throws IOException {
    byte[] plain = sample(compression == Compression.ZSTD ? 10 << 20 : 1 << 20);
    byte[] once = encode(compression, plain, plain.length);
    assertArrayEquals(once, encode(compression, plain, 7_777));
  }

  @Test
  void zstd_bytes_are_those_of_format_one() throws IOException {
    assertEquals(
        "sha256:60639bff2852a7fbe25e2ba78dc1f49998ad9c77083208ea7a35121adeb8bc80",
        Digest.sha256(encode(Compression.ZSTD, sample(20_000_000), 1 << 16)).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GZIP | NONE | layer is not gzip as its media type says, but plain tar",
        "GZIP | ZSTD | layer is not gzip as its media type says, but zstd",
        "ZSTD | NONE | layer is not zstd as its media type says, but plain tar",
        "ZSTD | GZIP | layer is not zstd as its media type says, but gzip",
        "NONE | GZIP | layer is not plain tar as its media type says, but gzip",
        "NONE | ZSTD | layer is not plain tar as its media type says, but zstd",
      })
  void a_layer_of_another_format_than_announced_is_refused(
      Compression announced, Compression found, String message) throws IOException {
    byte[] bytes = encode(found, sample(100), 100);
    RefusedInputException refused =
        assertThrows(RefusedInputException.class, () -> decode(announced, bytes));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void damage_is_refused_wherever_it_is(Compression compression) throws IOException {
    byte[] good = encode(compression, sample(5000), 5000);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
      assertThrows(RefusedInputException.class, () -> decode(compression, bad));
      byte[] flipped = good.clone();
      flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertArrayEquals(sample(5000), decode(compression, flipped)); // a bit that says nothing
      } catch (RefusedInputException e) {
        assertEquals(false, e.getMessage() == null);
      }
    }
  }

  @Test
  void ids_are_the_names_on_the_command_line() {
    assertEquals("none", Compression.NONE.id());
    assertEquals("gzip", Compression.GZIP.id());
    assertEquals("zstd", Compression.ZSTD.id());
  }

  @Test
  void closing_an_encoder_closes_the_stream_below() throws IOException {
    for (Compression compression : Compression.values()) {
      StringBuilder events = new StringBuilder();
      OutputStream out =
          new ByteArrayOutputStream() {
            @Override
            public void close() {
              events.append("closed");
            }
          };
      try (OutputStream encoder = compression.encoder(out, 2)) {
        encoder.write("x".getBytes(ISO_8859_1));
      }
      assertEquals("closed", events.toString());
    }
  }
}
