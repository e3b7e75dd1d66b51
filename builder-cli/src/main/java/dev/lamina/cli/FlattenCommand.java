package dev.lamina.cli;

import dev.lamina.EditRequest;
import dev.lamina.SquashedLayers;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "flatten",
    description = "Make one layer of all that an image has. Its files and its configuration stay.")
final class FlattenCommand implements Action {
  @Parameters(paramLabel = "IMAGE", description = "A name, an image ID or a digest")
  private String image = "";

  @Mixin private LayerCompressionOption compression = new LayerCompressionOption();
  @Mixin private EditOptions options = new EditOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    EditRequest request = options.request(session, image);
    SquashedLayers all = new SquashedLayers.All();
    return options.print(
        session, session.images().edits().squash(request, all, compression.compression()));
  }
}
