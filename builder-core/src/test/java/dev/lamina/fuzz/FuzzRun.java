package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fuzzes the targets one after the other, each in a Jazzer of its own, and says for each how many
 * inputs were run and what was found. {@code mvn -Pfuzz verify} starts it.
 *
 * <p>Arguments: a folder to work in, seconds for each target, and the targets' names joined by
 * commas, or {@code all}. What was found lies in {@code FOLDER/TARGET/found}.
 */
public final class FuzzRun {
  private static final Pattern STATISTIC = Pattern.compile("stat::(\\w+):\\s+(\\d+)");

  /** Characters of an input; more are tried by tests that know what to look for. */
  private static final int LONGEST_INPUT = 1 << 16;

  private final Path folder;
  private final int seconds;

  private FuzzRun(Path folder, int seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  /** Exits with 1 when anything was found. */
  public static void main(String[] args) throws IOException, InterruptedException {
    FuzzRun run = new FuzzRun(Path.of(args[0]), Integer.parseInt(args[1]));
    List<String> chosen = List.of(args[2].split(",", -1));
    List<String> results = new ArrayList<>();
    boolean clean = true;
    for (FuzzTarget target : FuzzTarget.ALL) {
      if (args[2].equals("all") || chosen.contains(target.name())) {
        Outcome outcome = run.fuzz(target);
        results.add(outcome.text());
        clean &= outcome.found() == 0;
      }
    }
    System.out.println("fuzzing, " + run.seconds + " s for each target:");
    results.forEach(System.out::println);
    System.exit(clean && !results.isEmpty() ? 0 : 1);
  }

  /** How a target did. */
  private record Outcome(FuzzTarget target, long executions, long slowest, long memory, int found) {
    String text() {
      return "  %-10s %,12d inputs, slowest %d s, %d MB, %s"
          .formatted(
              target.name(),
              executions,
              slowest,
              memory,
              found == 0 ? "nothing found" : found + " FOUND, in " + target.name() + "/found");
    }
  }

  private Outcome fuzz(FuzzTarget target) throws IOException, InterruptedException {
    Path place = folder.resolve(target.name());
    Path found = Files.createDirectories(place.resolve("found"));
    for (Path old : list(found)) {
      Files.delete(old);
    }
    Path corpus = Files.createDirectories(place.resolve("corpus"));
    Path seeds = Files.createDirectories(place.resolve("seeds"));
    int number = 0;
    for (byte[] seed : target.seeds()) {
      Files.write(seeds.resolve("seed-" + number++), seed);
    }
    Path words = Files.writeString(place.resolve("words"), dictionary(target.words()));
    Path log = place.resolve("log");
    Process jazzer =
        new ProcessBuilder(command(target, corpus, seeds, words, found))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    System.out.println("fuzzing " + target.name() + ", log in " + log);
    int exit = jazzer.waitFor();
    List<String> lines = Files.readAllLines(log, UTF_8);
    int findings = list(found).size();
    if (exit != 0) {
      lines.subList(Math.max(0, lines.size() - 60), lines.size()).forEach(System.out::println);
      findings = Math.max(1, findings);
    }
    return new Outcome(
        target,
        statistic(lines, "number_of_executed_units"),
        statistic(lines, "slowest_unit_time_sec"),
        statistic(lines, "peak_rss_mb"),
        findings);
  }

  private List<String> command(FuzzTarget target, Path corpus, Path seeds, Path words, Path found) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add("-Dlamina.testdata=" + System.getProperty("lamina.testdata"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.entry().getName());
    command.add("--instrumentation_includes=dev.lamina.**");
    command.add("--instrumentation_excludes=dev.lamina.fuzz.**");
    command.add("--reproducer_path=" + found);
    command.add("-artifact_prefix=" + found + "/");
    command.add("-dict=" + words);
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-timeout=25");
    command.add("-rss_limit_mb=2048");
    command.add("-print_final_stats=1");
    command.add("-use_value_profile=1");
    command.add(corpus.toString());
    command.add(seeds.toString());
    return command;
  }

  private static String dictionary(List<String> words) {
    StringBuilder out = new StringBuilder();
    for (String word : words) {
      out.append('"');
      for (byte b : word.getBytes(UTF_8)) {
        out.append("\\x").append(Character.forDigit((b >> 4) & 15, 16));
        out.append(Character.forDigit(b & 15, 16));
      }
      out.append("\"\n");
    }
    return out.toString();
  }

  private static long statistic(List<String> lines, String name) {
    long value = 0;
    for (String line : lines) {
      Matcher matcher = STATISTIC.matcher(line);
      if (matcher.matches() && matcher.group(1).equals(name)) {
        value = Long.parseLong(matcher.group(2));
      }
    }
    return value;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
