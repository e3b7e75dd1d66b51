package dev.lamina.cli;

import dev.lamina.context.ContextOptions;
import dev.lamina.io.Escaped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a build takes its Dockerfile and its files from. */
final class InputOptions {
  @Parameters(
      paramLabel = "CONTEXT",
      description =
          "The files to copy from: a directory, or a tar archive (compressed or not; - for standard"
              + " input, where a Dockerfile alone may stand too)")
  private Path context = Path.of("");

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "The Dockerfile, - for standard input; of an archive, a path in it (default: Dockerfile,"
              + " dockerfile or Containerfile in the context)")
  private @Nullable Path file;

  @Option(
      names = "--ignorefile",
      paramLabel = "FILE",
      description =
          "What to leave out of the context (default: FILE.dockerignore beside the Dockerfile,"
              + " .containerignore or .dockerignore)")
  private @Nullable Path ignoreFile;

  /**
   * Opens what the options name; the caller closes it after the build.
   *
   * @param room asked when the context comes as an archive
   */
  BuildInput open(Session session, ContextOptions options, BuildInput.Room room)
      throws IOException, UsageException {
    Environment environment = session.environment();
    String text = context.toString();
    if (text.equals("-")) {
      requireNoIgnoreFile();
      if (isStdin(file)) {
        throw new UsageException("build: Dockerfile and context cannot both be standard input");
      }
      return BuildInput.ofStdin(session, file, options, room);
    }
    if (text.contains(":/")) {
      throw new UsageException(
          "build: the context '" + Escaped.text(text) + "' is not a directory or an archive",
          "a URL cannot be the context so far");
    }
    if (Files.isRegularFile(environment.resolve(context))) {
      requireNoIgnoreFile();
      return BuildInput.ofFile(session, environment.resolve(context), file, options, room);
    }
    Path ignore = ignoreFile == null ? null : environment.resolve(ignoreFile);
    return BuildInput.ofDirectory(session, environment.resolve(context), file, ignore, options);
  }

  private void requireNoIgnoreFile() throws UsageException {
    if (ignoreFile != null) {
      throw new UsageException(
          "build: --ignorefile is for a context that is a directory",
          "an archive is taken as it is; leave out files when you make it");
    }
  }

  static boolean isStdin(@Nullable Path file) {
    return file != null && file.toString().equals("-");
  }
}
