package dev.lamina.fuzz;

import dev.lamina.gzip.GzipEncoder;
import dev.lamina.gzip.GzipLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The gzip encoder, whose output zlib has to read as what went in. The first two bytes of the input
 * say the level and how often the others come, each time changed a little, so that a short input
 * can become several pieces.
 */
final class GzipFuzz {
  private static final int MOST_BYTES = 5 << 19;

  private GzipFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    Limits.within(GzipFuzz::check, input);
  }

  static void check(byte[] input) {
    if (input.length < 2) {
      return;
    }
    GzipLevel level = (input[0] & 1) == 0 ? GzipLevel.FAST : GzipLevel.SMALL;
    byte[] plain = plain(input);
    try {
      byte[] once = gzip(plain, level, 1);
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(once), 1 << 16)) {
        if (!Arrays.equals(plain, in.readAllBytes())) {
          throw new AssertionError("zlib reads something else");
        }
      }
      if (!Arrays.equals(once, gzip(plain, level, 3))) {
        throw new AssertionError("other bytes with three threads");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] plain(byte[] input) {
    int length = input.length - 2;
    int times = 1 + (input[1] & 0xff) * ((input[0] & 2) == 0 ? 1 : 256);
    byte[] plain = new byte[(int) Math.min((long) length * times, MOST_BYTES)];
    for (int i = 0; i < plain.length; i++) {
      int round = i / length;
      byte original = input[2 + i % length];
      plain[i] = i % length == round % length ? (byte) (original + round) : original;
    }
    return plain;
  }

  private static byte[] gzip(byte[] plain, GzipLevel level, int threads) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GzipEncoder encoder = new GzipEncoder(out, level, threads)) {
      encoder.write(plain, 0, plain.length);
    }
    return out.toByteArray();
  }
}
