package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.progress.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command in this process, for tests of other packages: its input and output are files. */
public final class CommandRun {
  private final Path store;
  private final Map<String, String> variables = new HashMap<>();

  /** The command with this store, and nothing else in its environment. */
  public CommandRun(Path store) {
    this.store = store;
    variables.put("LAMINA_STORE", store.toString());
  }

  /** The same with one more variable in its environment. */
  public CommandRun with(String name, String value) {
    CommandRun more = new CommandRun(store);
    more.variables.putAll(variables);
    more.variables.put(name, value);
    return more;
  }

  /** Where the images are. */
  public Path store() {
    return store;
  }

  /**
   * How a command line ended.
   *
   * @param err what it wrote to its standard error
   */
  public record Result(int exit, String out, String err) {
    /** This, if the command succeeded; otherwise the test fails with all it said. */
    public Result ok() {
      if (exit != 0) {
        throw new AssertionError("lamina ended with " + exit + "\n" + out + err);
      }
      return this;
    }
  }

  /** Runs a command line without input. */
  public Result run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(InputStream.nullInputStream(), out, arguments);
  }

  /** Runs a command line without input. */
  public Result run(String... arguments) {
    return run(List.of(arguments));
  }

  /** Runs a command line whose input is a file. */
  public Result reading(Path file, String... arguments) {
    try (InputStream in = Files.newInputStream(file)) {
      return run(in, new ByteArrayOutputStream(), List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command line whose output goes to a file. */
  public Result writing(Path file, String... arguments) {
    try (OutputStream out = Files.newOutputStream(file)) {
      return run(InputStream.nullInputStream(), out, List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run(InputStream in, OutputStream out, List<String> arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            variables,
            store.toAbsolutePath().resolveSibling("."),
            in,
            out,
            err,
            false,
            false,
            Clock.systemUTC());
    int exit = new Main(environment, Cancellation.NONE).run(arguments).code();
    return new Result(
        exit,
        out instanceof ByteArrayOutputStream kept ? kept.toString(UTF_8) : "",
        err.toString(UTF_8));
  }
}
