package dev.lamina.cli;

import dev.lamina.cli.docs.FishCompletion;
import dev.lamina.cli.docs.ZshCompletion;
import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print a script that completes lamina's commands and options in a shell.")
final class CompletionCommand implements Action {
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private Shell shell = Shell.BASH;

  @Override
  public ExitCode run(Session session) throws IOException {
    session.console().print(script(shell, CommandTree.whole()));
    return ExitCode.DONE;
  }

  static String script(Shell shell, CommandLine tree) {
    return switch (shell) {
      case BASH -> AutoComplete.bash("lamina", tree);
      case ZSH -> ZshCompletion.script(tree.getCommandSpec());
      case FISH -> FishCompletion.script(tree.getCommandSpec());
    };
  }
}
