package dev.lamina.cli;

import dev.lamina.ImageEdits;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "untag",
    description = "Take names away. The images stay, without a name if it was their last.")
final class UntagCommand implements Action {
  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      converter = ReferenceConverter.class,
      description = "Names to take away")
  private List<Reference> names = List.of();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    ImageEdits edits = session.images().edits();
    for (Reference name : names) {
      edits.untag(name);
      session.console().line("Untagged: " + name.familiar());
    }
    return ExitCode.DONE;
  }
}
