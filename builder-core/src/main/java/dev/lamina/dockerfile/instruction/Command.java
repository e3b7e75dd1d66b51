package dev.lamina.dockerfile.instruction;

import java.util.List;

/** What RUN, CMD and ENTRYPOINT start. */
public sealed interface Command {
  /** A JSON list: started as it is. */
  record Exec(List<String> words) implements Command {
    public Exec {
      words = List.copyOf(words);
    }
  }

  /** A text: handed to the SHELL of the stage. */
  record ShellForm(String text) implements Command {}
}
