package dev.lamina.cli;

import dev.lamina.UnpackedImages;
import dev.lamina.build.CommitRequest;
import dev.lamina.build.CommitResult;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description =
        "Make an image of one layer of a root filesystem: a tar, compressed or not, or a directory.")
final class ImportCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The tar or directory; - is standard input")
  private Path file = Path.of("-");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "The name of the image")
  private @Nullable Reference name;

  @Mixin private CommitOptions options = new CommitOptions();
  @Mixin private PlatformOption platform = new PlatformOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException, DockerfileException {
    CommitResult result = imported(session);
    session.close();
    session.console().line(result.imageId().toString());
    return ExitCode.DONE;
  }

  private CommitResult imported(Session session)
      throws IOException, UsageException, DockerfileException {
    UnpackedImages images = session.images().unpacked();
    CommitRequest request = options.request(session, name);
    Platform wanted = platform.platform(session.environment());
    if (file.toString().equals("-")) {
      return images.importTar(session.environment().in(), wanted, request);
    }
    Path source = session.environment().resolve(file);
    if (Files.isDirectory(source)) {
      return images.importDirectory(source, options.times(), wanted, request);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
      return images.importTar(in, wanted, request);
    }
  }
}
