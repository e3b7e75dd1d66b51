package dev.lamina.build;

import dev.lamina.cache.BuildCache;
import dev.lamina.cache.DirectoryPlace;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Builds of one directory, one after the other, with a cache between them. */
final class CachedBuild {
  private final Path context;
  private final Path scratch;
  private final DirectoryPlace place;
  private final List<String> outcomes = new ArrayList<>();

  /** Where the images are. */
  final MemoryImages images = new MemoryImages();

  /**
   * @param ahead seconds by which the cache's clock is ahead: with more than two every digest of a
   *     file is trusted
   */
  CachedBuild(Path temp, long ahead) throws IOException {
    this.context = Files.createDirectories(temp.resolve("context"));
    this.scratch = Files.createDirectories(temp.resolve("scratch"));
    this.place = new DirectoryPlace(Files.createDirectories(temp.resolve("cache")), ahead);
  }

  Path context() {
    return context;
  }

  Path cache() {
    return place.directory();
  }

  /** Says of a file what was known of it before. */
  void forge(String name, FileStatus before) throws IOException {
    BuildCache cache = BuildCache.in(place);
    EntryPath path = EntryPath.of(name);
    Path root = context.toRealPath();
    byte[] digest = cache.files(root).find(path, before);
    if (digest == null) {
      throw new IllegalStateException("not known: " + name);
    }
    FileStatus now = Fs.status(context.resolve(name));
    cache.files(root).note(path, Objects.requireNonNull(now), digest);
    cache.save();
  }

  /** How the steps of the last build ended. */
  List<String> outcomes() {
    return outcomes;
  }

  Descriptor cached(String dockerfile) throws IOException, DockerfileException {
    return cached(dockerfile, request -> request);
  }

  Descriptor cached(String dockerfile, UnaryOperator<BuildRequest.Builder> options)
      throws IOException, DockerfileException {
    return build(BuildCache.in(place), images, dockerfile, options);
  }

  /** The same build by one that knows nothing. */
  Descriptor fresh(String dockerfile) throws IOException, DockerfileException {
    return build(BuildCache.none(), new MemoryImages(), dockerfile, request -> request);
  }

  private Descriptor build(
      BuildCache cache,
      MemoryImages into,
      String dockerfile,
      UnaryOperator<BuildRequest.Builder> options)
      throws IOException, DockerfileException {
    outcomes.clear();
    DirectoryContext files =
        DirectoryContext.open(
            context, DockerIgnore.find(context, null, null), ContextOptions.at(0));
    DockerfileSource source = DockerfileSource.of("Dockerfile", dockerfile);
    return new ImageBuilder(
            ImageFinder.in(into),
            into,
            into,
            RemoteFiles.NONE,
            LayerIndexCache.NONE,
            cache,
            () -> scratch,
            2,
            event -> {
              if (event instanceof ProgressEvent.StepDone done) {
                outcomes.add(done.outcome().name());
              }
            },
            Cancellation.NONE)
        .build(options.apply(BuildRequest.builder(source, files)).build())
        .root();
  }
}
