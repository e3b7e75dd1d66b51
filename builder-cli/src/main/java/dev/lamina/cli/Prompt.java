package dev.lamina.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. */
interface Prompt {
  /** A line; null when the person ended the input instead. */
  @Nullable String line(String question);

  /** A line that is not shown while it is typed; null when the person ended the input instead. */
  @Nullable String secret(String question);

  /** That of this process; null when nobody is there to be asked. */
  static @Nullable Prompt ofProcess(boolean inputTerminal) {
    // newer runtimes have a console without a terminal, too
    Console console = inputTerminal ? System.console() : null;
    return console == null ? null : new OnConsole(console);
  }

  /** At the terminal of this process. */
  record OnConsole(Console console) implements Prompt {
    @Override
    public @Nullable String line(String question) {
      return console.readLine("%s", question);
    }

    @Override
    public @Nullable String secret(String question) {
      char[] typed = console.readPassword("%s", question);
      return typed == null ? null : new String(typed);
    }
  }
}
