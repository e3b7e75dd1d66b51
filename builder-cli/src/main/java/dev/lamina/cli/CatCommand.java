package dev.lamina.cli;

import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cat",
    description = "Print files of an image, without unpacking it. Links are followed inside it.")
final class CatCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A name, an image ID, a digest, or a place as of copy")
  private String image = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files of the image")
  private List<String> paths = List.of();

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    registry
        .anywhere(session)
        .contents()
        .copy(
            RegistryFlags.place(session, image),
            platform.platform(session.environment()),
            paths.stream().map(EntryPath::of).toList(),
            session.console().bytes());
    return ExitCode.DONE;
  }
}
