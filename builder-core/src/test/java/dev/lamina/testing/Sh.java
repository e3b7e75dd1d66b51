package dev.lamina.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a program of the machine, with a time-out, and keeps what it said. Immutable. */
public final class Sh {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Path folder;
  private final Map<String, String> env;
  private final Duration timeout;
  private final @Nullable Path stdin;
  private final @Nullable Path stdout;

  private Sh(
      Path folder,
      Map<String, String> env,
      Duration timeout,
      @Nullable Path stdin,
      @Nullable Path stdout) {
    this.folder = folder;
    this.env = env;
    this.timeout = timeout;
    this.stdin = stdin;
    this.stdout = stdout;
  }

  /**
   * How a program ended.
   *
   * @param out what it wrote to its standard output; empty when that went to a file
   */
  public record Result(List<String> command, int exit, String out, String err) {
    /** This, if the program succeeded; otherwise the test fails with all it said. */
    public Result ok() {
      return exits(0);
    }

    /** This, if the program ended with {@code code}; otherwise the test fails. */
    public Result exits(int code) {
      if (exit != code) {
        throw new AssertionError(
            String.join(" ", command)
                + "\nended with "
                + exit
                + " instead of "
                + code
                + "\n--- stdout\n"
                + out
                + "\n--- stderr\n"
                + err);
      }
      return this;
    }
  }

  /** Programs run in {@code folder}. */
  public static Sh in(Path folder) {
    return new Sh(folder, Map.of(), TIMEOUT, null, null);
  }

  public Sh env(String name, String value) {
    Map<String, String> more = new TreeMap<>(env);
    more.put(name, value);
    return new Sh(folder, Map.copyOf(more), timeout, stdin, stdout);
  }

  /** After this time the program is killed and the test fails; two minutes unless told. */
  public Sh timeout(Duration limit) {
    return new Sh(folder, env, limit, stdin, stdout);
  }

  /** The program reads {@code file}; without this its input is empty. */
  public Sh stdin(Path file) {
    return new Sh(folder, env, timeout, file, stdout);
  }

  /** The program's output goes to {@code file}, byte for byte. */
  public Sh stdout(Path file) {
    return new Sh(folder, env, timeout, stdin, file);
  }

  public Result run(String... command) {
    return run(List.of(command));
  }

  public Result run(List<String> command) {
    try {
      Path scratch = Files.createTempDirectory("sh");
      Path out = scratch.resolve("out");
      Path err = scratch.resolve("err");
      Path in = Files.createFile(scratch.resolve("in"));
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput((stdin == null ? in : stdin).toFile())
                .redirectOutput((stdout == null ? out : stdout).toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(env);
        int exit = await(builder.start(), command, err);
        return new Result(command, exit, stdout == null ? text(out) : "", text(err));
      } finally {
        for (Path file : List.of(in, out, err, scratch)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int await(Process process, List<String> command, Path err) throws IOException {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError(
          String.join(" ", command) + "\nstill ran after " + timeout + "\n" + text(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      List<ProcessHandle> left = new ArrayList<>(process.descendants().toList());
      if (process.isAlive()) {
        left.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
