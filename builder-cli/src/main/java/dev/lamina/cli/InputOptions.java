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
              + " input)")
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

  /** Opens what the options name; the caller closes it after the build. */
  BuildInput open(Session session, ContextOptions options) throws IOException, UsageException {
    Environment environment = session.environment();
    String text = context.toString();
    boolean stdin = text.equals("-");
    if (stdin && isStdin(file)) {
      throw new UsageException("build: Dockerfile and context cannot both be standard input");
    }
    if (text.contains(":/")) {
      throw new UsageException(
          "build: the context '" + Escaped.text(text) + "' is not a directory or an archive",
          "a URL cannot be the context so far");
    }
    if (stdin || Files.isRegularFile(environment.resolve(context))) {
      return BuildInput.ofArchive(
          session, stdin ? null : environment.resolve(context), file, options);
    }
    Path ignore = ignoreFile == null ? null : environment.resolve(ignoreFile);
    return BuildInput.ofDirectory(session, environment.resolve(context), file, ignore, options);
  }

  static boolean isStdin(@Nullable Path file) {
    return file != null && file.toString().equals("-");
  }
}
