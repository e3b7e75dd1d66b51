package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.CommitRequest;
import dev.lamina.build.CommitResult;
import dev.lamina.build.ImageCommit;
import dev.lamina.build.ImportedTar;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.Image;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.Scratch;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import dev.lamina.unpack.DirectoryChanges;
import dev.lamina.unpack.DiskTimes;
import dev.lamina.unpack.ImageUnpack;
import dev.lamina.unpack.UnpackOptions;
import dev.lamina.unpack.UnpackReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Images as directories that people and tools can change, and directories and tars as images. */
public final class UnpackedImages {
  private static final String IMPORTED = "Imported from -";

  private final ImageStore store;
  private final ImagesOptions options;
  private final OpenImage.Opener opener;

  UnpackedImages(ImageStore store, ImagesOptions options, OpenImage.Opener opener) {
    this.store = store;
    this.options = options;
    this.opener = opener;
  }

  /**
   * Writes the files that a container of an image would see into {@code rootfs} of a new directory,
   * and beside them a record of what the disk cannot say. The directory appears whole or not at
   * all; what runs of killed processes have left beside it is removed. Without root everything
   * belongs to who calls this.
   *
   * @param directory is made, with those above it
   * @throws NotFoundException when there is no such image
   * @throws dev.lamina.io.RefusedInputException when there is something at the place, or something
   *     in the image that cannot be unpacked; nothing is then written
   */
  public UnpackReport unpack(String image, Platform platform, Path directory, UnpackOptions unpack)
      throws IOException {
    try (OpenImage open = opener.open(image, "unpack")) {
      ImageUnpack.Source source =
          new ImageUnpack.Source(
              open.source(), new KeptLayerIndexes(open.session()), open.image(platform), image);
      return ImageUnpack.run(source, directory, store.directory(), unpack, options.cancellation());
    }
  }

  /**
   * Makes an image of the directory of an unpacked one: that image, and one layer of what has
   * changed since. Where nothing has, there is no layer.
   *
   * @param directory the one that was given to {@link #unpack}
   * @param times which times what has changed gets
   * @throws NotFoundException when the directory was not made by unpack, or its image is not in the
   *     store any more
   * @throws DockerfileException when a change of the configuration is wrong
   */
  public CommitResult commit(Path directory, DiskTimes.Kind times, CommitRequest request)
      throws IOException, DockerfileException {
    try (StoreSession session = store.session("commit")) {
      DirectoryChanges changes =
          DirectoryChanges.of(
              directory, new DiskTimes(request.sourceDate().seconds(), times), cancellation());
      Descriptor manifest = changes.record().manifest();
      if (!session.has(manifest)) {
        throw new NotFoundException(
            "image "
                + manifest.digest()
                + ", which the directory was unpacked from, is not in the store: pull or load it");
      }
      // a manifest is for one platform, whichever is asked for
      Image base =
          Image.read(session, manifest, new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
      if (changes.sockets() > 0) {
        warn(changes.sockets() + " sockets are left out: no image can hold them");
      }
      return commit(session, request).on(base, changes.entries());
    }
  }

  /**
   * Makes an image of one layer of a tar of a root filesystem, compressed or not. The stream is
   * read to its end and stays open.
   *
   * @param request the history's comment is {@code Imported from -} unless it has a message
   * @throws dev.lamina.io.RefusedInputException when it is no tar, or not a sound one
   * @throws DockerfileException when a change of the configuration is wrong
   */
  public CommitResult importTar(InputStream tar, Platform platform, CommitRequest request)
      throws IOException, DockerfileException {
    try (StoreSession session = store.session("import");
        Scratch scratch = new Scratch(session::scratchDirectory)) {
      var entries = ImportedTar.entries(tar, scratch, cancellation(), this::warn);
      return commit(session, imported(request)).onNothing(platform, entries);
    }
  }

  /**
   * As {@link #importTar}, of the files of a directory. They belong to root unless root asks.
   *
   * @param times which times they get
   * @throws dev.lamina.io.RefusedInputException when the store is in the directory
   */
  public CommitResult importDirectory(
      Path directory, DiskTimes.Kind times, Platform platform, CommitRequest request)
      throws IOException, DockerfileException {
    DiskTimes dated = new DiskTimes(request.sourceDate().seconds(), times);
    try (StoreSession session = store.session("import")) {
      var entries = DirectoryChanges.all(directory, store.directory(), dated, cancellation());
      return commit(session, imported(request)).onNothing(platform, entries);
    }
  }

  private static CommitRequest imported(CommitRequest request) {
    return request.message() == null ? request.withMessage(IMPORTED) : request;
  }

  private ImageCommit commit(StoreSession session, CommitRequest request) {
    return new ImageCommit(
        session,
        session,
        session::scratchDirectory,
        options.parallelism(),
        options.progress(),
        cancellation(),
        request);
  }

  private Cancellation cancellation() {
    return options.cancellation();
  }

  private void warn(String text) {
    options.progress().on(new ProgressEvent.Warning(text));
  }
}
