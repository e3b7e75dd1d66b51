package dev.lamina;

import dev.lamina.archive.ArchiveFormat;
import dev.lamina.archive.ArchiveOptions;
import dev.lamina.build.BuildRequest;
import dev.lamina.build.BuildResult;
import dev.lamina.build.DockerfileCheck;
import dev.lamina.build.ImageBuilder;
import dev.lamina.build.RemoteFiles;
import dev.lamina.build.RequestPlans;
import dev.lamina.cache.BuildCache;
import dev.lamina.content.Blob;
import dev.lamina.daemon.DockerEngine;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.export.ExportReport;
import dev.lamina.image.Image;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.lint.LintReport;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.Platform;
import dev.lamina.plan.Outline;
import dev.lamina.reference.Reference;
import dev.lamina.registry.RegistryOptions;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.GarbageReport;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import dev.lamina.store.VerifyDepth;
import dev.lamina.store.VerifyReport;
import dev.lamina.transport.ImagePlace;
import dev.lamina.transport.TransportOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images in a store, and all that can be done with them: the front door of the library, and what
 * the command calls. Every method stands alone, holds its locks while it runs and leaves a good
 * store however it ends. Safe for threads; holds nothing open in between.
 *
 * <p>Where a method takes an image as text, it is found by manifest digest, image ID, name, or the
 * beginning of an image ID, in this order.
 *
 * <p>Failures: {@link DockerfileException} for the user's Dockerfile; and these {@link
 * IOException}s: {@link RefusedInputException} for input that is not used, {@link
 * dev.lamina.digest.ContentMismatchException} for bytes that are not what they should be, {@link
 * NotFoundException}, {@link dev.lamina.store.StoreBusyException} when others hold the store for
 * longer than was to be waited, and any other for the file system.
 */
public final class Images {
  private final ImageStore store;
  private final ImagesOptions options;
  private final @Nullable TransportOptions transports;

  private Images(ImageStore store, ImagesOptions options, @Nullable TransportOptions transports) {
    this.store = store;
    this.options = options;
    this.transports = transports;
  }

  /**
   * The images in a directory, an OCI image layout. It is made when something is first written.
   *
   * @throws RefusedInputException when it is there and no store, or others may write to it
   */
  public static Images open(Path store, ImagesOptions options) throws IOException {
    return new Images(ImageStore.open(store, options.store()), options, null);
  }

  /**
   * Builds an image from a Dockerfile and a context.
   *
   * @throws DockerfileException with every problem that was found
   * @throws NotFoundException when a base image is not in the store
   */
  public BuildResult build(BuildRequest request) throws IOException, DockerfileException {
    try (StoreSession session = store.session("build")) {
      return new ImageBuilder(
              ImageFinder.in(session),
              session,
              session,
              RemoteFiles.NONE,
              new KeptLayerIndexes(session),
              BuildCache.in(session.cacheFiles()),
              session::scratchDirectory,
              options.parallelism(),
              options.progress(),
              options.cancellation())
          .build(request);
    }
  }

  /**
   * Checks a Dockerfile without building it: by BuildKit's rules, and for what would make a build
   * fail. No store is needed; what a base image brings is not known. Names, labels and compression
   * of the request are not looked at.
   */
  public static LintReport check(BuildRequest request) {
    return DockerfileCheck.of(request);
  }

  /**
   * What {@link #build} would do, for each platform: no store and no base image is looked at, and
   * of the context nothing.
   *
   * @throws DockerfileException with every problem that shows without base images
   */
  public static List<Outline> outline(BuildRequest request) throws DockerfileException {
    return RequestPlans.outline(request);
  }

  /**
   * The same images, and those of other places: where a method reads an image that is given as text
   * and the store has none of that name, an {@link ImagePlace} in its words is looked at. Of an
   * archive the store's disk lends room for as long as that takes.
   */
  public Images reaching(TransportOptions places) {
    return new Images(store, options, places);
  }

  /** Finds an image that is only read. */
  OpenImage openHere(String image, String operation) throws IOException {
    if (transports != null) {
      return transfers(transports).open(image, operation);
    }
    StoreSession session = store.session(operation);
    try {
      return new OpenImage(session, session, store.find(image), () -> {});
    } catch (IOException e) {
      session.close();
      throw e;
    }
  }

  /** Room on the store's disk for a caller's own work; the caller closes it. */
  public Workspace workspace() throws IOException {
    return Workspace.of(store.session("build"));
  }

  /** How full the store is. */
  public StoreUsage usage() throws IOException {
    try (StoreSession session = store.session("info")) {
      List<NamedImage> images = session.images();
      List<Blob> blobs = store.allBlobs();
      Path existing = store.directory().toAbsolutePath();
      while (existing.getParent() != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      return new StoreUsage(
          store.directory(),
          images.stream().map(image -> image.root().digest()).distinct().count(),
          images.stream().filter(image -> image.name() != null).count(),
          blobs.size(),
          blobs.stream().mapToLong(Blob::size).sum(),
          Files.getFileStore(existing).getUsableSpace());
    }
  }

  /** Every name of every image, and images without a name. */
  public List<ImageSummary> list() throws IOException {
    List<ImageSummary> all = new ArrayList<>();
    try (StoreSession session = store.session("images")) {
      for (NamedImage named : session.images()) {
        all.add(summary(session, named));
      }
    }
    return all;
  }

  /** Every image once, with all its names and, of an index, what it lists. */
  public List<ImageTree> trees() throws IOException {
    Map<Digest, Descriptor> roots = new LinkedHashMap<>();
    List<ImageTree> trees = new ArrayList<>();
    try (StoreSession session = store.session("images")) {
      for (NamedImage named : session.images()) {
        roots.putIfAbsent(named.root().digest(), named.root());
      }
      for (Descriptor root : roots.values()) {
        trees.add(ImageTree.of(session, names(root), root));
      }
    }
    return trees;
  }

  private ImageSummary summary(StoreSession session, NamedImage named) throws IOException {
    Image image;
    try {
      image = read(session, named.root(), BuildRequest.DEFAULT_PLATFORM);
    } catch (RefusedInputException | NotFoundException e) {
      // an artifact, or an image that is broken; `verify` says which
      return new ImageSummary(named.name(), named.root(), null, null, named.root().size());
    }
    long size =
        image.config().descriptor().size()
            + image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
    return new ImageSummary(
        named.name(), named.root(), image.id(), image.config().value().created(), size);
  }

  /**
   * What is known of one image.
   *
   * @param platform which image of an index; where it has none for it, the first
   * @throws NotFoundException when there is no such image
   */
  public ImageDetails inspect(String image, Platform platform) throws IOException {
    try (OpenImage open = openHere(image, "inspect")) {
      ImageSource source = open.source();
      return new ImageDetails(
          source == open.session() ? names(open.root()) : List.of(),
          source.manifest(open.root()),
          read(source, open.root(), platform));
    }
  }

  static Image read(ImageSource session, Descriptor root, Platform platform) throws IOException {
    Document<? extends Manifest> document = session.manifest(root);
    if (document.value() instanceof ImageIndex index
        && new PlatformMatcher(platform).choose(index).isEmpty()) {
      Descriptor first =
          index.manifests().stream()
              .filter(entry -> !PlatformMatcher.isAttestation(entry))
              .findFirst()
              .orElseThrow(
                  () -> new NotFoundException("index " + root.digest() + " lists no image"));
      return Image.read(session, first, new PlatformMatcher(platform));
    }
    return Image.read(session, root, new PlatformMatcher(platform));
  }

  /**
   * The manifest or index that a text stands for.
   *
   * @throws NotFoundException when there is no such image
   */
  public Descriptor find(String image) throws IOException {
    return store.find(image);
  }

  List<Reference> names(Descriptor root) throws IOException {
    List<Reference> names = new ArrayList<>();
    for (NamedImage named : store.images()) {
      if (named.name() != null && named.root().sameContent(root)) {
        names.add(named.name());
      }
    }
    return names;
  }

  /**
   * Gives an image one more name.
   *
   * @throws NotFoundException when there is no such image
   */
  public NamedRoot tag(String image, Reference name) throws IOException {
    try (StoreSession session = store.session("tag")) {
      Descriptor root = store.find(image);
      return new NamedRoot(name, root, session.tag(name, root));
    }
  }

  /** How far a removal may go. */
  public enum Removal {
    /** One name; or by ID, an image with one name at most. */
    CAREFUL,
    /** By ID, with all names. */
    FORCED
  }

  /**
   * Removes a name, and with the last one the image; or by ID the image. Blobs stay until {@link
   * #prune}.
   *
   * @throws NotFoundException when there is no such image
   * @throws IOException when an image that is asked for by ID has several names, unless forced
   */
  public Removed remove(String image, Removal removal) throws IOException {
    try (StoreSession session = store.session("rmi")) {
      Descriptor root = store.find(image);
      List<Reference> names = names(root);
      Reference asked = nameOf(image, names);
      if (asked != null) {
        session.remove(asked);
        return new Removed(List.of(asked), root, names.size() == 1 ? id(session, root) : null);
      }
      if (names.size() > 1 && removal == Removal.CAREFUL) {
        throw new IOException(
            "image "
                + image
                + " has several names ("
                + String.join(", ", names.stream().map(Reference::familiar).toList())
                + "); remove them one by one, or force it");
      }
      Removed removed = new Removed(names, root, id(session, root));
      session.remove(root.digest());
      return removed;
    }
  }

  /** The one of an image's names that a text means, if it means a name. */
  static @Nullable Reference nameOf(String text, List<Reference> names) {
    try {
      Reference reference = Reference.parse(text);
      return names.stream().filter(reference::equals).findFirst().orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Digest id(StoreSession session, Descriptor root) throws IOException {
    try {
      return read(session, root, BuildRequest.DEFAULT_PLATFORM).id();
    } catch (RefusedInputException | NotFoundException e) {
      return root.digest();
    }
  }

  /**
   * Writes images into one archive that is both a Docker archive and an OCI layout, each blob once,
   * the same bytes every time. The stream stays open.
   *
   * @param images a name, which is written too, or an ID, whose names are not; the order is kept
   * @param platform which image of an index Docker gets to see
   * @throws NotFoundException when there is no such image; nothing is then written
   */
  public void save(List<String> images, Platform platform, OutputStream out) throws IOException {
    archives().save(images, ArchiveOptions.of(platform), out);
  }

  /**
   * Writes images into one archive of a kind, perhaps without what its readers have. The stream
   * stays open.
   *
   * @param images as {@link #save(List, Platform, OutputStream)}
   * @param base whose blobs are left out: images of the store, or {@link ImagePlace}s, an archive
   *     with all its images
   * @throws IllegalArgumentException when a docker archive is to leave something out
   */
  public void save(
      List<String> images,
      ArchiveFormat format,
      Platform platform,
      List<ImagePlace> base,
      TransportOptions transports,
      OutputStream out)
      throws IOException {
    ArchiveOptions archive =
        ArchiveOptions.of(platform).withFormat(format).without(transfers(transports).blobs(base));
    archives().save(images, archive, out);
  }

  private Archives archives() {
    return new Archives(this, store, options);
  }

  /** Images on their way between the store and all other places. */
  public ImageTransfers transfers(TransportOptions transports) {
    return new ImageTransfers(store, options, transports);
  }

  /**
   * Adds images to an OCI image layout, which is made where nothing is; what it has keeps its names
   * unless one of these images has the same.
   *
   * @param images as {@link #save}
   * @throws dev.lamina.digest.ContentMismatchException when the directory has something else in it
   */
  public void saveLayout(List<String> images, Path directory) throws IOException {
    archives().saveLayout(images, directory);
  }

  /**
   * Gives images to a Docker engine on this machine, as {@code docker load} does.
   *
   * @param images as {@link #save}
   * @param platform which image of an index the engine gets to see
   * @param host where the engine is, {@code unix:///var/run/docker.sock}
   * @return what the engine says, a line each, escaped
   * @throws IllegalArgumentException when the host is not a Unix socket
   * @throws IOException when there is no engine, or it does not take the images
   */
  public List<String> loadIntoDocker(List<String> images, Platform platform, String host)
      throws IOException {
    return DockerEngine.at(host).load(out -> save(images, platform, out));
  }

  /**
   * Writes the files that a container of an image would see as one tar, owners and all. The stream
   * stays open.
   *
   * @param platforms of one the files are at the root of the tar, of several each in a directory
   *     such as {@code linux_arm64}
   */
  public void exportTar(String image, List<Platform> platforms, OutputStream out)
      throws IOException {
    new Exports(this::openHere, store, options).tar(image, platforms, out);
  }

  /**
   * Writes the files that a container of an image would see into a directory, as far as an ordinary
   * user may; see {@link dev.lamina.export.DirectoryExport}.
   *
   * @param platforms as {@link #exportTar}
   * @throws RefusedInputException when the directory is in the store, or has a link in the way
   */
  public ExportReport exportFiles(String image, List<Platform> platforms, Path directory)
      throws IOException {
    return new Exports(this::openHere, store, options).files(image, platforms, directory);
  }

  /**
   * Reads an archive of images, of Docker's or OCI's kind, compressed or not, checks all of it and
   * then names what is in it, all at once. What it leaves out is taken from the store. The stream
   * is read to its end and stays open.
   *
   * @return every name that was set, in the order of the archive
   * @throws RefusedInputException when it is no image archive, or not a sound one
   */
  public List<NamedRoot> load(InputStream archive) throws IOException {
    return archives().load(archive);
  }

  /**
   * Removes what no image needs: blobs, what killed processes left, and images without a name when
   * asked to.
   *
   * @throws dev.lamina.store.StoreBusyException when others are at work for longer than was to be
   *     waited
   * @throws IOException when an image is broken: nothing is then removed
   */
  public GarbageReport prune(GarbageOptions garbage) throws IOException {
    return store.collectGarbage(garbage);
  }

  /**
   * The same images on their way to and from registries. No network is touched before a method is
   * called.
   */
  public RegistryImages registries(RegistryOptions registry) {
    return new RegistryImages(store, options, registry);
  }

  /** What {@link #prune} would remove of images and blobs; nothing is changed. */
  public GarbageReport lookForGarbage(GarbageOptions garbage) throws IOException {
    return store.lookForGarbage(garbage);
  }

  /** What takes how much room in the store, and what would be freed. */
  public StoreSpace space() throws IOException {
    return new SpaceCount(store).run();
  }

  /**
   * Checks that the store has all that an image needs, byte for byte, and that its layers are
   * sound.
   *
   * @throws NotFoundException when there is no such image
   */
  public VerifyReport verify(String image) throws IOException {
    return store.verify(store.find(image));
  }

  /** Why steps of builds hit or missed the cache. */
  public BuildReasons reasons() {
    return new BuildReasons(store);
  }

  /** The files of images: what is in them, and how they differ. */
  public ImageContents contents() {
    return new ImageContents(this::openHere, options);
  }

  /** Images as directories that can be changed, and directories and tars as images. */
  public UnpackedImages unpacked() {
    return new UnpackedImages(store, options, this::openHere);
  }

  /** Images made of these, without a Dockerfile. */
  public ImageEdits edits() {
    return new ImageEdits(store, options, this::openHere);
  }

  /** Checks that the store has all that its images need, byte for byte when asked to. */
  public VerifyReport verify(VerifyDepth depth) throws IOException {
    return store.verify(depth);
  }
}
