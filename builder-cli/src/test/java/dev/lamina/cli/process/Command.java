package dev.lamina.cli.process;

import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command in processes of its own, with the classes of this test run. Immutable. */
final class Command {
  /** Starts fast; what is measured here is not speed. */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData");

  private final Path folder;
  private final List<String> prefix;
  private final Path java;
  private final List<String> options;
  private final Map<String, String> env;

  private Command(
      Path folder, List<String> prefix, Path java, List<String> options, Map<String, String> env) {
    this.folder = folder;
    this.prefix = prefix;
    this.java = java;
    this.options = options;
    this.env = env;
  }

  /** Runs in a folder, on the JVM of this test. */
  static Command in(Path folder) {
    Path home = Path.of(System.getProperty("java.home"));
    return new Command(folder, List.of(), home.resolve("bin/java"), QUICK_START, Map.of());
  }

  /** Another JVM. */
  Command java(Path home) {
    return new Command(folder, prefix, home.resolve("bin/java"), options, env);
  }

  /** These options of the JVM instead of those for a quick start. */
  Command options(List<String> others) {
    return new Command(folder, prefix, java, List.copyOf(others), env);
  }

  /** One more option of the JVM. */
  Command option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return options(more);
  }

  Command env(String name, String value) {
    Map<String, String> more = new TreeMap<>(env);
    more.put(name, value);
    return new Command(folder, prefix, java, options, Map.copyOf(more));
  }

  /** The process starts with this umask. */
  Command umask(String mask) {
    return under("sh", "-c", "umask " + mask + "; exec \"$@\"", "sh");
  }

  /** Runs by another program, such as {@code strace}. */
  Command under(String... program) {
    List<String> more = new ArrayList<>(List.of(program));
    more.addAll(prefix);
    return new Command(folder, List.copyOf(more), java, options, env);
  }

  /** The whole line, for {@code main} instead of the command's own. */
  List<String> line(String main, List<String> arguments) {
    List<String> line = new ArrayList<>(prefix);
    line.add(java.toString());
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    line.addAll(arguments);
    return line;
  }

  /** Runs a command line to its end. */
  Sh.Result run(String... arguments) {
    Sh sh = Sh.in(folder).timeout(Duration.ofMinutes(5));
    for (Map.Entry<String, String> variable : env.entrySet()) {
      sh = sh.env(variable.getKey(), variable.getValue());
    }
    return sh.run(line("dev.lamina.cli.Main", List.of(arguments)));
  }

  /** Starts a command line; what it prints is dropped. */
  Process start(String... arguments) throws IOException {
    return startProgram("dev.lamina.cli.Main", arguments);
  }

  /** Starts another program of the class path; what it prints is dropped. */
  Process startProgram(String main, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line(main, List.of(arguments)))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(env);
    return builder.start();
  }
}
