package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    Path target = session.environment().resolve(output);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = Files.newOutputStream(target)) {
        images.save(wanted, shown, out);
      }
      return ExitCode.DONE;
    }
    replace(target, images, shown, session.options().durability());
    return ExitCode.DONE;
  }

  /** The file is either the whole archive or what it was before. */
  private void replace(Path target, Images images, Platform shown, Durability durability)
      throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target;
    Path temporary =
        real.resolveSibling("." + real.getFileName() + "." + ProcessHandle.current().pid());
    try (AtomicFile file = AtomicFile.create(temporary, durability)) {
      images.save(wanted, shown, file);
      file.publish(real, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }
}
