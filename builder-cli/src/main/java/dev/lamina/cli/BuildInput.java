package dev.lamina.cli;

import dev.lamina.Workspace;
import dev.lamina.context.BuildContext;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.context.TarContext;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.progress.ProgressEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A Dockerfile and a context, open for one build. */
final class BuildInput implements AutoCloseable {
  private static final int HEAD = 1 << 16;

  private final DockerfileSource dockerfile;
  private final BuildContext context;
  private final @Nullable Workspace workspace;

  private BuildInput(
      DockerfileSource dockerfile, BuildContext context, @Nullable Workspace workspace) {
    this.dockerfile = dockerfile;
    this.context = context;
    this.workspace = workspace;
  }

  /** Where an archive waits. */
  interface Room {
    Workspace open() throws IOException, UsageException;
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

  /** What comes on standard input: an archive, or as with docker a Dockerfile without a context. */
  static BuildInput ofStdin(Session session, @Nullable Path file, ContextOptions options, Room room)
      throws IOException, UsageException {
    // not closed: the stream below is the process's
    @SuppressWarnings("resource")
    BufferedInputStream in = new BufferedInputStream(session.environment().in(), HEAD);
    if (isArchive(in)) {
      return ofArchive(session, in, file, options, room);
    }
    if (file != null) {
      throw new UsageException(
          "build: standard input is no archive but a Dockerfile, and so is '"
              + Escaped.text(file.toString())
              + "'",
          "leave out -f, or give an archive");
    }
    return new BuildInput(
        DockerfileSource.read("stdin", in), MemoryContext.builder().build(), null);
  }

  /** An archive in a file. */
  static BuildInput ofFile(
      Session session, Path archive, @Nullable Path file, ContextOptions options, Room room)
      throws IOException, UsageException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(archive), HEAD)) {
      if (!isArchive(in)) {
        String shown = Escaped.text(archive.toString());
        throw new UsageException(
            "build: the context '" + shown + "' is neither a directory nor a tar archive",
            "is it the Dockerfile? Then write -f " + shown + " and the context's directory");
      }
      return ofArchive(session, in, file, options, room);
    }
  }

  private static boolean isArchive(BufferedInputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return TarContext.isArchive(head);
  }

  private static BuildInput ofArchive(
      Session session, InputStream in, @Nullable Path file, ContextOptions options, Room room)
      throws IOException, UsageException {
    Progress progress = session.progress();
    Workspace workspace = room.open();
    boolean opened = false;
    try {
      BuildContext context =
          TarContext.read(
              in,
              workspace.scratch(),
              options,
              text -> progress.on(new ProgressEvent.Warning(text)));
      DockerfileSource dockerfile =
          InputOptions.isStdin(file)
              ? DockerfileSource.read("stdin", session.environment().in())
              : context.dockerfile(file == null ? null : EntryPath.of(file.toString()));
      opened = true;
      return new BuildInput(dockerfile, context, workspace);
    } finally {
      if (!opened) {
        workspace.close();
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
    if (workspace != null) {
      workspace.close();
    }
  }
}
