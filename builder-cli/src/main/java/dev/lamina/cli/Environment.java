package dev.lamina.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command is given from outside. Nothing else is read from the process, so a test runs the
 * whole command with an environment of its own.
 *
 * @param variables the environment variables
 * @param directory what relative paths on the command line are relative to
 * @param terminal whether {@code err} is a terminal that understands cursor movement
 * @param outputTerminal whether {@code out} is a terminal
 * @param clock for "3 hours ago" and for dates of images
 * @param prompt asks the person at the terminal; null when there is none
 */
record Environment(
    Map<String, String> variables,
    Path directory,
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean terminal,
    boolean outputTerminal,
    Clock clock,
    @Nullable Prompt prompt) {
  Environment {
    variables = Map.copyOf(variables);
  }

  /** With nobody to be asked. */
  Environment(
      Map<String, String> variables,
      Path directory,
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean terminal,
      boolean outputTerminal,
      Clock clock) {
    this(variables, directory, in, out, err, terminal, outputTerminal, clock, null);
  }

  /** That of this process. The launcher says whether the error stream is a terminal. */
  static Environment ofProcess() {
    return new Environment(
        System.getenv(),
        Path.of(""),
        // buffered, because FileInputStream's own readNBytes seeks, which a pipe cannot
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Boolean.getBoolean("lamina.terminal"),
        Boolean.getBoolean("lamina.outputTerminal"),
        Clock.systemUTC(),
        Prompt.ofProcess(Boolean.getBoolean("lamina.inputTerminal")));
  }

  /** The value of a variable; null when it is unset or empty, which mean the same everywhere. */
  @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The path that the user named; relative to this process's directory it stays as it is. */
  Path resolve(Path named) {
    return directory.resolve(named);
  }
}
