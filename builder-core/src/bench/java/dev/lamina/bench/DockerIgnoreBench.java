package dev.lamina.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.context.DockerIgnore;
import dev.lamina.entry.Entry;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An ignore file of 500 patterns: reading it, and asking it about 10,000 files. */
@State(Scope.Benchmark)
public class DockerIgnoreBench {
  private final byte[] text = text();
  private final DockerIgnore ignore = parsed(text);
  private final List<EntryPath> paths = ManyFiles.entries().stream().map(Entry::path).toList();

  private static byte[] text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append("dir").append(100 + i).append("/gen").append(i).append('\n');
      text.append("**/target").append(i).append('\n');
      text.append("*.tmp").append(i).append('\n');
      text.append("**/*.o").append(i).append('\n');
      text.append("!**/keep").append(i).append(".txt\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static DockerIgnore parsed(byte[] text) {
    try {
      return DockerIgnore.parse(text, "patterns");
    } catch (RefusedInputException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Benchmark
  public DockerIgnore parse() {
    return parsed(text);
  }

  /** From the root down, as a walk does it. */
  @Benchmark
  public int walk() {
    IgnoreMatcher matcher = ignore.matcher();
    Map<EntryPath, IgnoreMatcher.Verdict> verdicts = new HashMap<>();
    verdicts.put(EntryPath.ROOT, matcher.root());
    int ignored = 0;
    for (EntryPath path : paths) {
      IgnoreMatcher.Verdict parent = verdicts.get(path.parent());
      if (parent == null) {
        throw new IllegalStateException("no directory for " + path);
      }
      IgnoreMatcher.Verdict verdict = matcher.child(parent, path.name());
      verdicts.put(path, verdict);
      ignored += verdict.ignored() ? 1 : 0;
    }
    return ignored;
  }
}
