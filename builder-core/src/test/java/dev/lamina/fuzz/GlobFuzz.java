package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.glob.PathPattern;
import dev.lamina.io.EntryPath;

/** The patterns of COPY's sources. The first line of the input is the pattern, others are paths. */
final class GlobFuzz {
  private GlobFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    Limits.within(GlobFuzz::check, input);
  }

  static void check(byte[] input) {
    String[] lines = new String(input, UTF_8).replace("\0", "").split("\n", -1);
    try {
      PathPattern pattern = PathPattern.of(lines[0]);
      PathPattern.split(lines[0]);
      for (int i = 1; i < lines.length; i++) {
        pattern.matches(EntryPath.of(lines[i]));
      }
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.startsWith("syntax error in pattern")) {
        throw e;
      }
    }
  }
}
