package dev.lamina.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Parameters;

@Command(name = "help", description = "Show the help of lamina or of one command.")
final class HelpCommand implements Action {
  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command to explain")
  private List<String> words = List.of();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    CommandLine command = CommandTree.whole();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new UsageException(
            "help: '" + word + "' is not a command", "lamina help lists the commands");
      }
      command = next;
    }
    session.console().print(command.getUsageMessage(Ansi.OFF));
    return ExitCode.DONE;
  }
}
