package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.BuildResult;
import dev.lamina.build.ImageBuilder;
import dev.lamina.build.RemoteFiles;
import dev.lamina.cache.BuildCache;
import dev.lamina.content.BlobSink;
import dev.lamina.credentials.CredentialSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Repository;
import dev.lamina.registry.BlobOrigins;
import dev.lamina.registry.BlobPlan;
import dev.lamina.registry.FoundRepository;
import dev.lamina.registry.Registries;
import dev.lamina.registry.RegistryOptions;
import dev.lamina.registry.RegistryRepository;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images of a store on their way to and from registries. Every method stands alone; connections end
 * with it. Got from {@link Images#registries}.
 *
 * <p>All methods fail with a {@link dev.lamina.registry.RegistryException} when a registry refuses
 * or cannot be reached.
 */
public final class RegistryImages {
  private final ImageStore store;
  private final ImagesOptions options;
  private final RegistryOptions registry;
  private final SharedCaches caches;

  RegistryImages(ImageStore store, ImagesOptions options, RegistryOptions registry) {
    this(store, options, registry, SharedCaches.NONE);
  }

  private RegistryImages(
      ImageStore store, ImagesOptions options, RegistryOptions registry, SharedCaches caches) {
    this.store = store;
    this.options = options;
    this.registry = registry;
    this.caches = caches;
  }

  /**
   * The same, with builds that look for layers in these caches, and leave theirs there when the
   * image is made.
   */
  public RegistryImages sharing(SharedCaches shared) {
    return new RegistryImages(store, options, registry, shared);
  }

  private Registries open(BlobOrigins origins) {
    return new Registries(registry, origins, options.progress(), options.cancellation());
  }

  /**
   * Builds as {@link Images#build} does, with base images from registries.
   *
   * @throws DockerfileException with every problem that was found
   */
  public BuildResult build(BuildRequest request, PullPolicy policy)
      throws IOException, DockerfileException {
    try (StoreSession session = store.session("build");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = open(memory)) {
      BuildImages images = new BuildImages(session, registries, policy);
      CacheExchange exchange = exchange(session, registries, policy);
      BuildResult result =
          builder(session, images, images, remote(registries, policy), exchange.cache())
              .build(request);
      exchange.export(result.root());
      return result;
    }
  }

  /**
   * Builds an image and sends it to the registries of its names. It gets no name in the store, and
   * of its base images only what the build reads, or a registry lacks, is fetched. Whether the
   * registries take it is asked before anything is built.
   *
   * @throws DockerfileException with every problem that was found
   */
  public BuildResult buildAndPush(BuildRequest request, PullPolicy policy)
      throws IOException, DockerfileException {
    try (StoreSession session = store.session("build");
        BlobMemory memory = new BlobMemory(session);
        // waited for when the connections are closed, so that a build that fails ends at once
        EarlyUploads uploads = new EarlyUploads(registry.jobs());
        Registries registries = open(memory)) {
      BuildImages images = new BuildImages(session, registries, policy);
      for (Repository name :
          request.names().stream().map(Reference::repository).distinct().toList()) {
        RegistryRepository target = registries.target(name);
        target.requirePushable();
        uploads.add(target, images.direct());
      }
      PushedImages sink =
          new PushedImages(images, uploads, named -> push(registries, images.direct(), named));
      CacheExchange exchange = exchange(session, registries, policy);
      try {
        BuildResult result =
            builder(session, images, sink, remote(registries, policy), exchange.cache())
                .build(request);
        exchange.export(result.root());
        return result;
      } finally {
        uploads.stop();
      }
    }
  }

  private CacheExchange exchange(StoreSession session, Registries registries, PullPolicy policy)
      throws IOException {
    CacheExchange exchange = new CacheExchange(caches, options, store, session, registries, policy);
    exchange.requireWritable();
    return exchange;
  }

  private static RemoteFiles remote(Registries registries, PullPolicy policy) {
    return policy == PullPolicy.OFFLINE
        ? RemoteFiles.NONE
        : (address, checksum) -> new FetchedFile(registries.file(address, checksum));
  }

  private <S extends ImageSink & BlobSink> ImageBuilder builder(
      StoreSession session, BuildImages images, S sink, RemoteFiles remote, BuildCache cache) {
    return new ImageBuilder(
        images,
        images,
        sink,
        remote,
        new KeptLayerIndexes(session),
        cache,
        session::scratchDirectory,
        options.parallelism(),
        options.progress(),
        options.cancellation());
  }

  /**
   * Fetches an image and gives it its name in the store. With tag and digest, the digest decides
   * and the tag is the name.
   *
   * @param platform of which image of an index; null fetches the index with all its images
   * @throws NotFoundException when there is nothing for the platform
   */
  public NamedRoot pull(Reference name, @Nullable Platform platform) throws IOException {
    try (StoreSession session = store.session("pull");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = open(memory)) {
      RegistryRepository repository = registries.repository(name.repository());
      Descriptor root = only(repository, repository.resolve(name), platform);
      ImageCopier.copy(repository, root, session, registries.jobs());
      List<NamedImage> before = session.publish(List.of(new NamedImage(name, root)));
      return new NamedRoot(name, root, before.isEmpty() ? null : before.get(0).root());
    }
  }

  private static Descriptor only(ImageSource images, Descriptor root, @Nullable Platform platform)
      throws IOException {
    return platform != null && images.manifest(root).value() instanceof ImageIndex
        ? Image.read(images, root, new PlatformMatcher(platform)).descriptor()
        : root;
  }

  /**
   * Sends an image to registries under these names, blobs first and each once.
   *
   * @param image a name, an image ID or a digest
   * @param names at least one, each with a tag
   * @param platform of which image of an index; null sends the index with all its images
   * @return what the names stand for now
   * @throws NotFoundException when the store has no such image, or nothing for the platform
   */
  public Descriptor push(String image, List<Reference> names, @Nullable Platform platform)
      throws IOException {
    try (StoreSession session = store.session("push");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = open(memory)) {
      Descriptor root = only(session, store.find(image), platform);
      push(registries, session, names.stream().map(n -> new NamedImage(n, root)).toList());
      return root;
    }
  }

  private static void push(Registries registries, ImageSource from, List<NamedImage> images)
      throws IOException {
    Map<Repository, List<NamedImage>> byRepository = new LinkedHashMap<>();
    for (NamedImage image : images) {
      Reference name = image.name();
      if (name != null) {
        byRepository.computeIfAbsent(name.repository(), any -> new ArrayList<>()).add(image);
      }
    }
    for (Map.Entry<Repository, List<NamedImage>> each : byRepository.entrySet()) {
      RegistryRepository repository = registries.target(each.getKey());
      for (Descriptor root : each.getValue().stream().map(NamedImage::root).distinct().toList()) {
        ImageCopier.copy(from, root, repository, registries.jobs());
      }
      repository.publish(each.getValue());
    }
  }

  /**
   * What {@link #push} would do, without doing it.
   *
   * @return for each repository what would become of each blob and document
   */
  public Map<Repository, List<BlobPlan>> planPush(
      String image, List<Reference> names, @Nullable Platform platform) throws IOException {
    try (StoreSession session = store.session("push");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = open(memory)) {
      Descriptor root = only(session, store.find(image), platform);
      Map<Repository, List<BlobPlan>> plans = new LinkedHashMap<>();
      for (Repository name : names.stream().map(Reference::repository).distinct().toList()) {
        PlannedPush planned = new PlannedPush(registries.target(name));
        ImageCopier.copy(session, root, planned);
        plans.put(name, planned.plans());
      }
      return plans;
    }
  }

  /**
   * Copies an image from one repository to another, with nothing kept here. Where a registry has
   * both, it does the copying.
   *
   * @param platform of which image of an index; null copies the index with all its images
   */
  public Descriptor copy(Reference from, Reference to, @Nullable Platform platform)
      throws IOException {
    try (StoreSession session = store.session("copy");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = open(memory)) {
      RegistryRepository source = registries.repository(from.repository());
      Descriptor root = only(source, source.resolve(from), platform);
      push(registries, source, List.of(new NamedImage(to, root)));
      return root;
    }
  }

  /**
   * Copies as above, and with the image what refers to it or to one of its parts: signatures, lists
   * of contents and the like, and in turn what refers to these. The name is set last.
   *
   * @return the image, then all that refers to it
   */
  public List<Descriptor> copyWithReferrers(
      Reference from, Reference to, @Nullable Platform platform) throws IOException {
    try (StoreSession session = store.session("copy");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = open(memory)) {
      RegistryRepository source = registries.repository(from.repository());
      RegistryRepository target = registries.target(to.repository());
      Descriptor root = only(source, source.resolve(from), platform);
      ReferrersCopy copy = new ReferrersCopy(source, target, registries.jobs(), options.progress());
      List<Descriptor> copied = copy.run(root);
      target.publish(List.of(new NamedImage(to, root)));
      return copied;
    }
  }

  /**
   * What at its registry refers to an image, or to any other manifest there.
   *
   * @param name with a digest, what it stands for need not be there itself
   * @param platform of which image of an index; null means the index itself
   * @param artifactType of those that are wanted; null for all
   */
  public List<Descriptor> referrers(
      Reference name, @Nullable Platform platform, @Nullable String artifactType)
      throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      RegistryRepository repository = registries.repository(name.repository());
      Digest digest = name.digest();
      Digest subject =
          digest != null && platform == null
              ? digest
              : only(repository, repository.resolve(name), platform).digest();
      return repository.referrers(subject, artifactType);
    }
  }

  /**
   * What is known of an image at its registry. Layers are not fetched.
   *
   * @param platform which image of an index; where it has none for it, the first
   */
  public ImageDetails inspect(Reference name, Platform platform) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      RegistryRepository repository = registries.repository(name.repository());
      Descriptor root = repository.resolve(name);
      return new ImageDetails(
          List.of(name), repository.manifest(root), Images.read(repository, root, platform));
    }
  }

  /**
   * Removes what a name stands for from its registry: the manifest or index, and so every tag that
   * stands for it. The registry's blobs are its own affair.
   *
   * @return what was removed
   */
  public Descriptor remove(Reference name) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      RegistryRepository repository = registries.target(name.repository());
      Descriptor root = repository.resolve(name);
      repository.delete(repository.manifest(root));
      return root;
    }
  }

  /**
   * Asks a registry whether it accepts credentials.
   *
   * @param host {@code HOST[:PORT]}
   */
  public void check(String host, CredentialSource credentials) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      registries.check(host, credentials);
    }
  }

  /** The tags of a repository, as the registry lists them. */
  public List<String> tags(Repository repository) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      return registries.target(repository).tags();
    }
  }

  /**
   * The repositories of a registry.
   *
   * @param host {@code HOST[:PORT]}
   */
  public List<String> repositories(String host) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      return registries.repositories(host);
    }
  }

  /**
   * The repositories of Docker Hub that have something to do with a text, the best first.
   *
   * @param limit how many at most; from 1 to 100
   */
  public List<FoundRepository> searchHub(String text, int limit) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      return registries.searchHub(text, limit);
    }
  }

  /** What a name stands for at its registry; nothing is fetched but, at most, its manifest. */
  public Descriptor look(Reference name) throws IOException {
    try (Registries registries = open(BlobOrigins.NONE)) {
      RegistryRepository repository = registries.repository(name.repository());
      Optional<Descriptor> found = repository.look(name);
      return found.isPresent() ? found.get() : repository.resolve(name);
    }
  }
}
