package dev.lamina.cli;

import dev.lamina.ConfigEdit;
import dev.lamina.EditRequest;
import dev.lamina.ImageEdits.Recording;
import dev.lamina.dockerfile.DockerfileException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "config",
    description =
        "Change how an image is run and what it says of itself. Layers stay as they are. What is to"
            + " be taken away goes first, --change comes last; an empty value takes away what the"
            + " option would set.")
final class ConfigCommand implements Action {
  @Parameters(paramLabel = "IMAGE", description = "A name, an image ID or a digest")
  private String image = "";

  @Option(
      names = "--history",
      order = 49,
      description = "Add an entry to the history (default: the history stays as it is)")
  private boolean history;

  @Mixin private ConfigOptions changes = new ConfigOptions();
  @Mixin private EditOptions options = new EditOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException, DockerfileException {
    ConfigEdit edit = changes.edit();
    EditRequest request = options.request(session, image);
    Recording recording = history ? Recording.ENTRY : Recording.NONE;
    return options.print(session, session.images().edits().config(request, edit, recording));
  }
}
