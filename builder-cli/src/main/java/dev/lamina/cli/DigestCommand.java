package dev.lamina.cli;

import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "digest",
    description =
        "Print the digests of images' manifests or indexes, one a line; --remote asks the registry"
            + " and fetches nothing.")
final class DigestCommand implements Action {
  @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names, image IDs or digests")
  private List<String> wanted = List.of();

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    for (String image : wanted) {
      session.console().line(digest(session, image));
    }
    return ExitCode.DONE;
  }

  private String digest(Session session, String image) throws IOException, UsageException {
    if (remote.isRemote()) {
      Reference name = ReferenceConverter.reference(image);
      return remote.registry().images(session).look(name).digest().toString();
    }
    return session.images().find(image).digest().toString();
  }
}
