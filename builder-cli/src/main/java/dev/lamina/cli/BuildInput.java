package dev.lamina.cli;

import dev.lamina.context.BuildContext;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.TarContext;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Scratch;
import dev.lamina.progress.ProgressEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A Dockerfile and a context, open for one build. */
final class BuildInput implements AutoCloseable {
  private final DockerfileSource dockerfile;
  private final BuildContext context;
  private final @Nullable Scratch scratch;

  private BuildInput(DockerfileSource dockerfile, BuildContext context, @Nullable Scratch scratch) {
    this.dockerfile = dockerfile;
    this.context = context;
    this.scratch = scratch;
  }

  static BuildInput ofDirectory(
      Session session,
      Path root,
      @Nullable Path file,
      @Nullable Path ignoreFile,
      ContextOptions options)
      throws IOException, UsageException {
    Environment environment = session.environment();
    DockerfileSource dockerfile =
        InputOptions.isStdin(file)
            ? DockerfileSource.read("stdin", environment.in())
            : DockerfileSource.find(root, file == null ? null : environment.resolve(file));
    DockerIgnore ignore = DockerIgnore.find(root, dockerfile.file().orElse(null), ignoreFile);
    DirectoryContext context = DirectoryContext.open(root, ignore, options);
    return new BuildInput(dockerfile, context, null);
  }

  /**
   * @param archive null for the standard input
   * @param file the Dockerfile's path in the archive, or standard input
   */
  static BuildInput ofArchive(
      Session session, @Nullable Path archive, @Nullable Path file, ContextOptions options)
      throws IOException, UsageException {
    Environment environment = session.environment();
    Progress progress = session.progress();
    Scratch scratch = new Scratch(() -> Path.of(System.getProperty("java.io.tmpdir")));
    boolean opened = false;
    try (InputStream in =
        archive == null
            ? environment.in()
            : new BufferedInputStream(Files.newInputStream(archive))) {
      BuildContext context =
          TarContext.read(
              in, scratch, options, text -> progress.on(new ProgressEvent.Warning(text)));
      DockerfileSource dockerfile =
          InputOptions.isStdin(file)
              ? DockerfileSource.read("stdin", environment.in())
              : context.dockerfile(file == null ? null : EntryPath.of(file.toString()));
      opened = true;
      return new BuildInput(dockerfile, context, scratch);
    } finally {
      if (!opened) {
        scratch.close();
      }
    }
  }

  /**
   * Makes sure that the store is not among the files.
   *
   * @throws dev.lamina.io.RefusedInputException when it is
   */
  void requireOutside(Path store) throws IOException {
    if (context instanceof DirectoryContext directory) {
      directory.requireOutside(store, "the store");
    }
  }

  DockerfileSource dockerfile() {
    return dockerfile;
  }

  BuildContext context() {
    return context;
  }

  @Override
  public void close() throws IOException {
    if (scratch != null) {
      scratch.close();
    }
  }
}
