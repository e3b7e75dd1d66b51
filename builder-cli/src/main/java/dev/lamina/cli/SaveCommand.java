package dev.lamina.cli;

import dev.lamina.Images;
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
    name = "save",
    description =
        "Write images into one tar that is both a docker archive and an OCI layout, each blob once.")
final class SaveCommand implements Action {
  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "Names (kept in the archive), image IDs or digests")
  private List<String> wanted = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: standard output)")
  private @Nullable Path output;

  @Mixin private PlatformOption platform = new PlatformOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Platform shown = platform.platform(session.environment());
    Images images = session.images();
    if (output == null || output.toString().equals("-")) {
      if (session.environment().outputTerminal()) {
        throw new UsageException(
            "save: an archive is not for a terminal", "use -o FILE, or a pipe");
      }
      images.save(wanted, shown, session.console().bytes());
      return ExitCode.DONE;
    }
    OutputFile.write(
        session.environment().resolve(output),
        session.options().durability(),
        out -> images.save(wanted, shown, out));
    return ExitCode.DONE;
  }
}
