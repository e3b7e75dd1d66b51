package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.RegistryImages;
import dev.lamina.Removed;
import dev.lamina.digest.Digest;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--remote",
      description =
          "Remove from the registry instead: what a name stands for, with every tag that stands for"
              + " the same")
  private boolean remote;

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    if (remote) {
      return removeRemote(session);
    }
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

  private ExitCode removeRemote(Session session) throws IOException, UsageException {
    RegistryImages registries = registry.images(session);
    for (String image : wanted) {
      Reference name = ReferenceConverter.reference(image);
      Digest digest = registries.remove(name).digest();
      session.console().line("Deleted: " + name.repository().familiar() + "@" + digest);
    }
    return ExitCode.DONE;
  }
}
