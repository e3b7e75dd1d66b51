package dev.lamina.cli;

import dev.lamina.context.BuildContext;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.TarContext;
import dev.lamina.io.EntryPath;
import dev.lamina.progress.ProgressEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Dockerfile and a context, open for one build. */
final class BuildInput implements AutoCloseable {
  private final DockerfileSource dockerfile;
  private final BuildContext context;
  private final @Nullable Path scratch;

  private BuildInput(DockerfileSource dockerfile, BuildContext context, @Nullable Path scratch) {
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
    context.requireOutside(session.options().store(environment), "the store");
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
    Path scratch = Files.createTempDirectory("lamina-context");
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
      BuildInput input = new BuildInput(dockerfile, context, scratch);
      opened = true;
      return input;
    } finally {
      if (!opened) {
        delete(scratch);
      }
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
      delete(scratch);
    }
  }

  /** The directory is ours alone, and has no directories in it but those that we made. */
  private static void delete(Path directory) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
