package dev.lamina.cli;

import dev.lamina.progress.Cancellation;
import org.jspecify.annotations.Nullable;

/** One run of the command: what it was given, where it prints and how it is stopped. */
final class Session implements AutoCloseable {
  private final Environment environment;
  private final GlobalOptions options;
  private final Console console;
  private final Cancellation cancellation;
  private @Nullable Progress progress;

  Session(
      Environment environment, GlobalOptions options, Console console, Cancellation cancellation) {
    this.environment = environment;
    this.options = options;
    this.console = console;
    this.cancellation = cancellation;
  }

  Environment environment() {
    return environment;
  }

  GlobalOptions options() {
    return options;
  }

  Console console() {
    return console;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Shows progress as the options say, until the session ends. */
  Progress progress() throws UsageException {
    if (progress == null) {
      progress = Progress.of(environment, options, console);
    }
    return progress;
  }

  /** Leaves the terminal in order, before results or errors are printed. */
  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
