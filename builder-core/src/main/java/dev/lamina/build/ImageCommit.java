package dev.lamina.build;

import dev.lamina.cache.BuildCache;
import dev.lamina.cache.FileDigests;
import dev.lamina.content.BlobSink;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.image.Image;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.layer.Whiteouts;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.plan.ChangeInstructions;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an image of files: one layer, on top of another image or of nothing. */
public final class ImageCommit {
  private static final String COMMAND = "lamina commit";

  private final BuildTools tools;
  private final CommitRequest request;

  /**
   * A commit into a store.
   *
   * @param images has the image below, and what has been put into {@code sink}
   * @param scratch where bytes wait that are needed later
   * @param parallelism how many threads may compress
   */
  public <S extends ImageSink & BlobSink> ImageCommit(
      ImageSource images,
      S sink,
      Scratch.Place scratch,
      int parallelism,
      ProgressListener progress,
      Cancellation cancellation,
      CommitRequest request) {
    this.tools =
        new BuildTools(
            ImageFinder.in(images),
            images,
            sink,
            sink,
            RemoteFiles.NONE,
            new LayerIndexes(images, LayerIndexCache.NONE),
            BuildCache.none(),
            scratch,
            parallelism,
            progress,
            cancellation);
    this.request = request;
  }

  /**
   * Puts a layer on an image. Without entries there is none, and without changes of the
   * configuration the image itself gets the names.
   *
   * @param entries in the order of the byte contract, whiteouts included
   * @throws DockerfileException when a change of the configuration is wrong
   */
  public CommitResult on(Image base, List<Entry> entries) throws IOException, DockerfileException {
    if (entries.isEmpty() && !request.changesConfig()) {
      publish(base.descriptor());
      return result(base.descriptor(), base.id(), CommitResult.Outcome.NOTHING, entries);
    }
    ImageFormat format =
        MediaType.DOCKER_MANIFEST.equals(base.manifest().mediaType())
            ? ImageFormat.DOCKER
            : ImageFormat.OCI;
    History history =
        new History(date(), COMMAND, request.author(), request.message(), entries.isEmpty());
    ImageConfig config = changed(base.config().value());
    Layer layer = entries.isEmpty() ? null : layer(entries, base.manifest().layers().size());
    return write(config, base.manifest().layers(), layer, history, format, entries);
  }

  /**
   * Makes an image of one layer, whether it has entries or not. As with docker, the history names
   * no command.
   *
   * @throws DockerfileException when a change of the configuration is wrong
   */
  public CommitResult onNothing(Platform platform, List<Entry> entries)
      throws IOException, DockerfileException {
    History history = new History(date(), null, request.author(), request.message(), false);
    ImageConfig config = changed(ImageConfig.of(platform));
    return write(config, List.of(), layer(entries, 0), history, ImageFormat.OCI, entries);
  }

  private String date() {
    return request.sourceDate().text();
  }

  private Layer layer(List<Entry> entries, int below) throws IOException {
    if (below >= LayerMaker.MOST_LAYERS) {
      throw new RefusedInputException(
          "the image would have more than "
              + LayerMaker.MOST_LAYERS
              + " layers, which no runtime can stack");
    }
    List<Entry> dated = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      long mtime = request.sourceDate().clamp(entry.metadata().mtime());
      dated.add(entry.withMetadata(entry.metadata().withMtime(mtime)));
    }
    try (Scratch scratch = new Scratch(tools.scratch())) {
      return new NewLayers(tools, request.compression(), CacheUse.IGNORED)
          .write(dated, FileDigests.NONE, scratch)
          .layer();
    }
  }

  private CommitResult write(
      ImageConfig changed,
      List<Descriptor> below,
      @Nullable Layer layer,
      History entry,
      ImageFormat format,
      List<Entry> entries)
      throws IOException {
    ImageConfig config = changed.withCreated(date());
    List<History> history = new ArrayList<>(changed.history());
    history.add(entry);
    List<Descriptor> layers = new ArrayList<>(below);
    if (layer != null) {
      layers.add(ImageDocuments.inFormat(format, layer.descriptor()));
      config = config.withRootFs(config.rootFs().with(layer.diffId()));
    }
    if (request.author() != null) {
      config = config.withAuthor(request.author());
    }
    Document<ImageManifest> manifest =
        ImageDocuments.write(tools.sink(), format, config.withHistory(history), layers, Map.of());
    publish(manifest.descriptor());
    return result(
        manifest.descriptor(),
        manifest.value().config().digest(),
        layer == null ? CommitResult.Outcome.CONFIG : CommitResult.Outcome.LAYER,
        entries);
  }

  private void publish(Descriptor root) throws IOException {
    List<NamedImage> named =
        request.names().stream().map(name -> new NamedImage(name, root)).toList();
    tools.sink().publish(named.isEmpty() ? List.of(new NamedImage(null, root)) : named);
  }

  private CommitResult result(
      Descriptor root, Digest id, CommitResult.Outcome outcome, List<Entry> entries) {
    long removed =
        entries.stream().filter(entry -> Whiteouts.isReserved(entry.path().name())).count();
    return new CommitResult(root, id, request.names(), outcome, entries.size() - removed, removed);
  }

  private ImageConfig changed(ImageConfig config) throws DockerfileException {
    return ChangeInstructions.parse("--change", request.changes()).apply(config).config();
  }
}
