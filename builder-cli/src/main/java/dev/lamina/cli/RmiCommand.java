package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.Removed;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rmi",
    description =
        "Remove names, and images with their last name. The space is freed by prune, not at once.")
final class RmiCommand implements Action {
  @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names, image IDs or digests")
  private List<String> wanted = List.of();

  @Option(
      names = {"-f", "--force"},
      description = "Remove an image that is given by ID with all its names")
  private boolean force;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Images images = session.images();
    for (String image : wanted) {
      Removed removed =
          images.remove(image, force ? Images.Removal.FORCED : Images.Removal.CAREFUL);
      for (Reference name : removed.untagged()) {
        session.console().line("Untagged: " + name.familiar());
      }
      if (removed.deleted() != null) {
        session.console().line("Deleted: " + removed.deleted());
      }
    }
    return ExitCode.DONE;
  }
}
