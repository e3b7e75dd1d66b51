package dev.lamina.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Show the version of lamina and of its Java runtime.")
final class VersionCommand implements Action {
  @Override
  public ExitCode run(Session session) throws IOException {
    Console console = session.console();
    console.line("lamina " + Version.text());
    console.line(
        "java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")");
    return ExitCode.DONE;
  }
}
