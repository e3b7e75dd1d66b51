package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.context.DockerIgnore;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.glob.IgnoreMatcher.Verdict;
import dev.lamina.glob.IgnorePattern;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reader of ignore files and the matcher. What follows the first two bytes FF are paths, one a
 * line. Where a directory is said to hold nothing visible, nothing below it may be.
 */
final class IgnoreFuzz {
  static final byte[] PATHS = {(byte) 0xff, (byte) 0xff};

  private static final int MOST_PATHS = 32;

  private IgnoreFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    Limits.within(IgnoreFuzz::check, input);
  }

  static void check(byte[] input) {
    byte[][] parts = Inputs.cut(input, PATHS);
    DockerIgnore ignore;
    try {
      ignore = DockerIgnore.parse(parts[0], ".dockerignore");
    } catch (RefusedInputException e) {
      return;
    }
    IgnoreMatcher matcher = matcher(parts[0]);
    for (EntryPath path : paths(parts[1])) {
      if (ignore.ignores(path) != walk(matcher, path)) {
        throw new AssertionError("two verdicts on " + path);
      }
    }
  }

  private static IgnoreMatcher matcher(byte[] file) {
    String text = new String(file, UTF_8);
    List<IgnorePattern> patterns = new ArrayList<>();
    for (String line : (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1)) {
      if (!line.startsWith("#") && !IgnorePattern.isBlank(line)) {
        patterns.add(IgnorePattern.of(line));
      }
    }
    return IgnoreMatcher.of(patterns);
  }

  private static boolean walk(IgnoreMatcher matcher, EntryPath path) {
    Verdict verdict = matcher.root();
    boolean visible = true;
    for (EntryPath name : path.components()) {
      visible &= matcher.mayKeepBelow(verdict);
      verdict = matcher.child(verdict, name);
      if (!visible && !verdict.ignored()) {
        throw new AssertionError("below what holds nothing visible: " + verdict.path());
      }
    }
    return verdict.ignored();
  }

  private static List<EntryPath> paths(byte[] lines) {
    List<EntryPath> paths = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= lines.length && paths.size() < MOST_PATHS; i++) {
      if (i == lines.length || lines[i] == '\n') {
        byte[] line = Arrays.copyOfRange(lines, from, i);
        from = i + 1;
        if (new String(line, UTF_8).indexOf('\0') < 0) {
          paths.add(EntryPath.ofBytes(line));
        }
      }
    }
    return paths;
  }
}
