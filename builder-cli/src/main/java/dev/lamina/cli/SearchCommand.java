package dev.lamina.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description =
        "List the repositories of a registry that have a text in their name, one a line. Not every"
            + " registry tells them to everybody.")
final class SearchCommand implements Action {
  @Parameters(
      paramLabel = "HOST[/TEXT]",
      description = "The registry, HOST[:PORT], and what the name is to contain")
  private String wanted = "";

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    int slash = wanted.indexOf('/');
    String text = slash < 0 ? "" : wanted.substring(slash + 1);
    String host = RegistryFlags.host("search", slash < 0 ? wanted : wanted.substring(0, slash));
    for (String name : registry.images(session).repositories(host)) {
      if (name.contains(text)) {
        session.console().line(Console.printable(host + "/" + name));
      }
    }
    return ExitCode.DONE;
  }
}
