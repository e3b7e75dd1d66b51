package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.archive.ArchiveFormat;
import dev.lamina.io.OutputFile;
import dev.lamina.oci.Platform;
import dev.lamina.transport.ImagePlace;
import dev.lamina.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Option(
      names = "--format",
      paramLabel = "oci-archive|docker-archive|oci-dir",
      description =
          "An OCI layout alone, a docker archive alone (which has one image of an index and no"
              + " manifests), or a directory (default: both in one tar)")
  private String format = "";

  @Option(
      names = "--base",
      paramLabel = "IMAGE|FILE",
      description =
          "What whoever loads the archive has already, and is left out: an image, an archive or any"
              + " place that copy knows; may be given several times")
  private List<String> bases = List.of();

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Environment environment = session.environment();
    if (format.equals("oci-dir")) {
      return layout(session);
    }
    OutputFile.Content content = content(session);
    if (output == null || output.toString().equals("-")) {
      if (environment.outputTerminal()) {
        throw new UsageException(
            "save: an archive is not for a terminal", "use -o FILE, or a pipe");
      }
      content.writeTo(session.console().bytes());
      return ExitCode.DONE;
    }
    OutputFile.write(environment.resolve(output), session.options().durability(), content);
    return ExitCode.DONE;
  }

  private OutputFile.Content content(Session session) throws IOException, UsageException {
    ArchiveFormat archive = archive();
    if (archive == ArchiveFormat.DOCKER && !bases.isEmpty()) {
      throw new UsageException(
          "save: a docker archive cannot leave out what others have",
          "without --format, or with --format oci-archive, --base can be used");
    }
    Platform shown = platform.platform(session.environment());
    Images images = session.images();
    TransportOptions transports = registry.transports(session);
    List<ImagePlace> base = new ArrayList<>();
    for (String text : bases) {
      base.add(place(session, text));
    }
    return out -> images.save(wanted, archive, shown, base, transports, out);
  }

  private ArchiveFormat archive() throws UsageException {
    return switch (format) {
      case "" -> ArchiveFormat.UNIVERSAL;
      case "oci-archive" -> ArchiveFormat.OCI;
      case "docker-archive" -> ArchiveFormat.DOCKER;
      default ->
          throw new UsageException(
              "save: --format: no '" + Console.printable(format) + "'",
              "there are oci-archive, docker-archive and oci-dir");
    };
  }

  /** An archive if there is such a file; else an image. */
  private static ImagePlace place(Session session, String text) throws UsageException {
    if (ImagePlace.isPlace(text)) {
      return ImagePlace.parse(RegistryFlags.place(session, text));
    }
    Path file = session.environment().resolve(Path.of(text));
    return Files.isRegularFile(file)
        ? new ImagePlace.InArchive(ImagePlace.ArchiveKind.OCI, file, null)
        : new ImagePlace.InStore(text);
  }

  private ExitCode layout(Session session) throws IOException, UsageException {
    if (output == null || !bases.isEmpty()) {
      throw new UsageException(
          "save: --format oci-dir needs -o DIR and takes no --base", "write -o DIR");
    }
    session.images().saveLayout(wanted, session.environment().resolve(output));
    return ExitCode.DONE;
  }
}
