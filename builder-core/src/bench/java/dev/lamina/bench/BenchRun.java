package dev.lamina.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benches whose names match and prints how long each took; for gzip also what the byte
 * contract asks for. {@code mvn -Pbench verify} starts it.
 *
 * <p>Arguments: a folder to work in, a regular expression, and a number of rounds. The property
 * {@code bench.corpus} names the file to compress (empty: libraries of the JDK, as a tar).
 */
public final class BenchRun {
  private BenchRun() {}

  public static void main(String[] args) throws IOException, RunnerException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path corpus = corpus(folder, System.getProperty(Corpus.PROPERTY, ""));
    Map<String, List<Double>> rounds = new TreeMap<>();
    for (int round = 0; round < Integer.parseInt(args[2]); round++) {
      for (RunResult result : new Runner(options(args[1], folder, corpus)).run()) {
        rounds
            .computeIfAbsent(name(result), name -> new ArrayList<>())
            .add(result.getPrimaryResult().getStatistics().getPercentile(50));
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    rounds.forEach((name, times) -> medians.put(name, median(times)));
    System.out.println();
    System.out.println("milliseconds, medians:");
    medians.forEach((name, time) -> System.out.println("  %-32s %10.2f".formatted(name, time)));
    if (rounds.keySet().stream().anyMatch(name -> name.startsWith("GzipBench."))) {
      new GzipSummary(rounds, Corpus.read(corpus)).print();
    }
  }

  private static Path corpus(Path folder, String given) throws IOException {
    if (!given.isEmpty()) {
      return Path.of(given).toAbsolutePath();
    }
    Path tar = folder.resolve("corpus.tar").toAbsolutePath();
    Corpus.writeTar(tar);
    return tar;
  }

  private static Options options(String pattern, Path folder, Path corpus) {
    return new OptionsBuilder()
        .include(pattern)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MILLISECONDS)
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1))
        .jvmArgsAppend("-Xmx1g", "-D" + Corpus.PROPERTY + "=" + corpus)
        .output(folder.resolve("log").toString())
        .shouldFailOnError(true)
        .build();
  }

  private static String name(RunResult result) {
    String full = result.getParams().getBenchmark();
    return full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
