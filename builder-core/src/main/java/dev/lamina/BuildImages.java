package dev.lamina;

import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobSource;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.registry.Registries;
import dev.lamina.registry.RegistryException;
import dev.lamina.registry.RegistryRepository;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The store as a build sees it: with the registries behind it. Of a base image manifest and config
 * are fetched; a layer comes when it is opened, or when an image that needs it is named.
 */
final class BuildImages implements ImageFinder, ImageSource, ImageSink, BlobSink {
  private final StoreSession session;
  private final Registries registries;
  private final PullPolicy policy;

  /** Where each document and blob of a base image is. */
  private final Map<Digest, RegistryRepository> origins = new ConcurrentHashMap<>();

  private final Map<Reference, Descriptor> fetched = new LinkedHashMap<>();

  BuildImages(StoreSession session, Registries registries, PullPolicy policy) {
    this.session = session;
    this.registries = registries;
    this.policy = policy;
  }

  @Override
  public Optional<Image> find(Reference name, Platform platform) throws IOException {
    return switch (policy) {
      case NEVER, OFFLINE -> ImageFinder.in(session).find(name, platform);
      case ALWAYS -> Optional.of(remote(name, platform));
      case NEWER -> remoteOr(local(name, platform), name, platform);
      case MISSING -> {
        Optional<Image> here = local(name, platform);
        yield here.isPresent() && isFor(here.get(), platform)
            ? here
            : remoteOr(here, name, platform);
      }
    };
  }

  private Optional<Image> local(Reference name, Platform platform) throws IOException {
    try {
      return ImageFinder.in(session).find(name, platform);
    } catch (NotFoundException e) {
      // it is here for other platforms
      return Optional.empty();
    }
  }

  private static boolean isFor(Image image, Platform platform) {
    return new PlatformMatcher(platform).matches(image.config().value().platform());
  }

  private Optional<Image> remoteOr(Optional<Image> here, Reference name, Platform platform)
      throws IOException {
    try {
      return Optional.of(remote(name, platform));
    } catch (RegistryException | NotFoundException e) {
      if (here.isEmpty()) {
        throw e;
      }
      return here;
    }
  }

  private Image remote(Reference name, Platform platform) throws IOException {
    RegistryRepository repository = registries.repository(name.repository());
    Descriptor root = repository.resolve(name);
    origins.put(root.digest(), repository);
    Image image = Image.read(this, root, new PlatformMatcher(platform));
    image.manifest().layers().forEach(layer -> repository.remember(layer.digest()));
    fetched.putIfAbsent(name, image.descriptor());
    return image;
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    RegistryRepository origin = origins.get(descriptor.digest());
    if (origin == null) {
      return session.manifest(descriptor);
    }
    boolean here = session.has(descriptor);
    Document<? extends Manifest> document =
        here ? session.manifest(descriptor) : origin.manifest(descriptor);
    if (!here) {
      session.put(document);
    }
    document.value().children().forEach(child -> origins.putIfAbsent(child.digest(), origin));
    return document;
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    RegistryRepository origin = origins.get(blob.digest());
    if (origin != null) {
      session.copy(blob, origin);
    }
    return session.open(blob);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return session.has(blob);
  }

  @Override
  public List<NamedImage> images() throws IOException {
    return session.images();
  }

  @Override
  public Descriptor resolve(Reference name) throws IOException {
    return session.resolve(name);
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return session.newBlob(algorithm);
  }

  @Override
  public void copy(Descriptor blob, BlobSource source) throws IOException {
    session.copy(blob, source);
  }

  @Override
  public void put(Descriptor blob, InputStream in) throws IOException {
    session.put(blob, in);
  }

  @Override
  public void put(Document<?> document) throws IOException {
    session.put(document);
  }

  /** {@inheritDoc} What is missing of them is fetched first; base images get their names, too. */
  @Override
  public List<NamedImage> publish(List<NamedImage> images) throws IOException {
    List<NamedImage> all = new ArrayList<>();
    fetched.forEach((name, root) -> all.add(new NamedImage(name, root)));
    all.addAll(images);
    for (Descriptor root : all.stream().map(NamedImage::root).distinct().toList()) {
      ImageCopier.copy(direct(), root, session, registries.jobs());
    }
    return session.publish(all);
  }

  /** The same, without a copy in the store of what only passes through. */
  ImageSource direct() {
    return new Direct();
  }

  private final class Direct implements ImageSource {
    @Override
    public InputStream open(Descriptor blob) throws IOException {
      RegistryRepository origin = origins.get(blob.digest());
      return origin == null || session.has(blob) ? session.open(blob) : origin.open(blob);
    }

    @Override
    public boolean has(Descriptor blob) throws IOException {
      return session.has(blob) || origins.containsKey(blob.digest());
    }

    @Override
    public List<NamedImage> images() throws IOException {
      return session.images();
    }

    @Override
    public Descriptor resolve(Reference name) throws IOException {
      return session.resolve(name);
    }

    @Override
    public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
      return BuildImages.this.manifest(descriptor);
    }
  }
}
