package dev.lamina.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.context.DockerIgnore;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An ignore file: read, and asked about 10,000 names. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class IgnoreBenchmark {
  private static final int NAMES = 10_000;

  /** How often the five kinds of pattern are in the file. */
  @Param({"1", "100"})
  public int patterns;

  private byte[] text = {};
  private DockerIgnore ignore = DockerIgnore.NONE;
  private List<EntryPath> names = List.of();

  @Setup
  public void make() throws RefusedInputException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < patterns; i++) {
      lines.append("src/package").append(1000 + i).append("/gen\n**/target").append(i);
      lines.append("\n*.tmp").append(i).append("\n**/*.o").append(i);
      lines.append("\n!**/keep").append(i).append(".txt\n");
    }
    text = lines.toString().getBytes(UTF_8);
    ignore = DockerIgnore.parse(text, "bench");
    names = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      names.add(BenchData.path(i));
    }
  }

  @Benchmark
  public DockerIgnore parse() throws RefusedInputException {
    return DockerIgnore.parse(text, "bench");
  }

  @Benchmark
  public int ask() {
    int ignored = 0;
    for (EntryPath name : names) {
      ignored += ignore.ignores(name) ? 1 : 0;
    }
    return ignored;
  }
}
