package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.io.OutputFile;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = "Write the files that a container of an image would see as one tar.")
final class ExportCommand implements Action {
  @Parameters(
      paramLabel = "IMAGE",
      description = "A name, an image ID, a digest, or a place as of copy")
  private String image = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: standard output)")
  private @Nullable Path output;

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    List<Platform> wanted = List.of(platform.platform(session.environment()));
    Images images = registry.anywhere(session);
    String place = RegistryFlags.place(session, image);
    if (output == null || output.toString().equals("-")) {
      if (session.environment().outputTerminal()) {
        throw new UsageException("export: a tar is not for a terminal", "use -o FILE, or a pipe");
      }
      images.exportTar(place, wanted, session.console().bytes());
      return ExitCode.DONE;
    }
    OutputFile.write(
        session.environment().resolve(output),
        session.options().durability(),
        out -> images.exportTar(place, wanted, out));
    return ExitCode.DONE;
  }
}
