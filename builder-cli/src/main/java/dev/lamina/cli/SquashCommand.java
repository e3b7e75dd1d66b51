package dev.lamina.cli;

import dev.lamina.EditRequest;
import dev.lamina.SquashedLayers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "squash",
    description =
        "Make one layer of the topmost ones. Files and configuration stay, and so do the layers"
            + " below.")
final class SquashCommand implements Action {
  @Parameters(paramLabel = "IMAGE", description = "A name, an image ID or a digest")
  private String image = "";

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      order = 1,
      description = "All that the image has added to this one")
  private @Nullable String base;

  @Option(names = "--last", paramLabel = "N", order = 2, description = "The topmost N layers")
  private @Nullable Integer last;

  @Option(
      names = "--from-layer",
      paramLabel = "N",
      order = 3,
      description = "Layer N, counted from 1 at the bottom, and all above it")
  private @Nullable Integer fromLayer;

  @Mixin private LayerCompressionOption compression = new LayerCompressionOption();
  @Mixin private EditOptions options = new EditOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    SquashedLayers layers = layers();
    EditRequest request = options.request(session, image);
    return options.print(
        session, session.images().edits().squash(request, layers, compression.compression()));
  }

  private SquashedLayers layers() throws UsageException {
    List<SquashedLayers> given = new ArrayList<>();
    if (base != null) {
      given.add(new SquashedLayers.Above(base));
    }
    if (last != null) {
      given.add(new SquashedLayers.Last(last));
    }
    if (fromLayer != null) {
      given.add(new SquashedLayers.From(fromLayer));
    }
    if (given.size() != 1) {
      throw new UsageException(
          "squash: say which layers with one of --base, --last and --from-layer",
          "lamina flatten makes one of all");
    }
    return given.get(0);
  }
}
