package dev.lamina.bench;

import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.SourceNode;
import dev.lamina.glob.IgnorePattern;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How long a context with an ignore file takes to look through, and how patterns differ in what
 * they cost. Run by {@code testdata/bench/ignore.sh}.
 */
public final class IgnoreBench {
  private static final int ROUNDS = 15;
  private static final int MATCHES = 20_000;

  private IgnoreBench() {}

  /** {@code scan DIRECTORY}, or {@code patterns}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("scan")) {
      scan(Path.of(arguments[1]));
    } else {
      patterns();
    }
  }

  private static void scan(Path root) throws IOException {
    long[] times = new long[ROUNDS];
    long files = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      DirectoryContext context =
          DirectoryContext.open(
              root, DockerIgnore.find(root, null, null), ContextOptions.preservingTimes());
      files = count(context, EntryPath.ROOT);
      times[round] = System.nanoTime() - start;
    }
    System.out.println(
        files
            + " files: first "
            + millis(times[0])
            + " ms, median "
            + millis(median(times))
            + " ms");
  }

  private static long count(EntrySource source, EntryPath directory) throws IOException {
    long count = 0;
    for (EntryPath name : source.list(directory)) {
      SourceNode node = source.find(directory.resolve(name));
      count++;
      if (node != null && node.entry() instanceof DirectoryEntry) {
        count += count(source, node.path());
      }
    }
    return count;
  }

  /** Each pattern against the same path of 128 characters, of which it matches a good part. */
  private static void patterns() {
    EntryPath path = EntryPath.of("a/".repeat(32) + "a".repeat(64));
    List<String> texts =
        new ArrayList<>(
            List.of("*.log", "**/node_modules", "a/**/b", "docs/*.md", "?/?/?", "[ab]/*/c", "a*b"));
    for (int n : List.of(4, 8, 16)) {
      texts.add("*a".repeat(n) + "b*");
      texts.add("**/".repeat(n) + "b*");
      texts.add("**/a/".repeat(n) + "b*");
      texts.add("a?*".repeat(n) + "b*");
      texts.add("[a-z]*".repeat(n) + "0*");
      texts.add("a/*/".repeat(n) + "**b*");
    }
    long[] costs = costs(texts.stream().map(IgnorePattern::of).toList(), path);
    for (int i = 0; i < costs.length; i++) {
      System.out.println(costs[i] + " ns  " + texts.get(i));
    }
    long most = LongStream.of(costs).max().orElse(0);
    System.out.println(
        "median " + median(costs) + " ns, most " + most + " ns, ratio " + most / median(costs));
  }

  /**
   * The nanoseconds of one match by each pattern. They take turns, so that what the JVM does
   * meanwhile meets all of them; the first half of the rounds is for it to compile.
   */
  private static long[] costs(List<IgnorePattern> patterns, EntryPath path) {
    long[][] times = new long[patterns.size()][ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      for (int i = 0; i < patterns.size(); i++) {
        times[i][Math.max(round, 0)] = time(patterns.get(i), path);
      }
    }
    return Arrays.stream(times).mapToLong(rounds -> median(rounds) / MATCHES).toArray();
  }

  private static long time(IgnorePattern pattern, EntryPath path) {
    long start = System.nanoTime();
    int matched = 0;
    for (int i = 0; i < MATCHES; i++) {
      matched += pattern.matches(path) ? 1 : 0;
    }
    return System.nanoTime() - start + Math.min(0, matched);
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
