package dev.lamina.cli;

import dev.lamina.reference.Repository;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "tags", description = "List the tags of a repository of a registry, one a line.")
final class TagsCommand implements Action {
  @Parameters(paramLabel = "REPOSITORY", description = "[HOST/]REPOSITORY")
  private String repository = "";

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Repository wanted;
    try {
      wanted = Repository.parse(repository);
    } catch (IllegalArgumentException e) {
      throw new UsageException("tags: " + e.getMessage());
    }
    for (String tag : registry.images(session).tags(wanted).stream().sorted().toList()) {
      session.console().line(Console.printable(tag));
    }
    return ExitCode.DONE;
  }
}
