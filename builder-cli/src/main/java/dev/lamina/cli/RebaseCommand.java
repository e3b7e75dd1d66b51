package dev.lamina.cli;

import dev.lamina.EditRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rebase",
    description =
        "Put an image on another base. The layers that it has added to the old base lie on the new"
            + " one, and what it has not changed of the configuration is the new base's. Files are"
            + " not looked at.")
final class RebaseCommand implements Action {
  @Parameters(paramLabel = "IMAGE", description = "A name, an image ID or a digest")
  private String image = "";

  @Option(
      names = {"--old-base", "--old_base"},
      paramLabel = "IMAGE",
      order = 1,
      description =
          "What it stands on (default: the annotation org.opencontainers.image.base.digest)")
  private @Nullable String oldBase;

  @Option(
      names = {"--new-base", "--new_base"},
      paramLabel = "IMAGE",
      order = 2,
      description =
          "What it is to stand on (default: the annotation org.opencontainers.image.base.name)")
  private @Nullable String newBase;

  @Mixin private EditOptions options = new EditOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    EditRequest request = options.request(session, image);
    return options.print(session, session.images().edits().rebase(request, oldBase, newBase));
  }
}
