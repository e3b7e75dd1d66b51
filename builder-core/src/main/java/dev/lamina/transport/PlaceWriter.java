package dev.lamina.transport;

import dev.lamina.archive.ArchiveFormat;
import dev.lamina.archive.ArchiveOptions;
import dev.lamina.archive.ImageArchiveWriter;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Escaped;
import dev.lamina.io.OutputFile;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import dev.lamina.registry.Registries;
import dev.lamina.registry.RegistryRepository;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts images into places; each visit does it and says which other images had the names before.
 * Where a place has a name, one image gets it; else the images keep theirs.
 */
public final class PlaceWriter implements ImagePlace.Visitor<List<NamedImage>, IOException> {
  private final StoreSession session;
  private final Registries registries;
  private final TransportOptions options;
  private final StoreOptions stores;
  private final ProgressListener progress;
  private final ImageSource source;
  private final List<NamedImage> images;

  /**
   * @param stores how layouts are written, and how durable files are
   * @param source where the images are
   * @param images what is written
   */
  public PlaceWriter(
      StoreSession session,
      Registries registries,
      TransportOptions options,
      StoreOptions stores,
      ProgressListener progress,
      ImageSource source,
      List<NamedImage> images) {
    this.session = session;
    this.registries = registries;
    this.options = options;
    this.stores = stores;
    this.progress = progress;
    this.source = source;
    this.images = List.copyOf(images);
  }

  @Override
  public List<NamedImage> store(ImagePlace.InStore place) throws IOException {
    return publish(session, named(place.image().isEmpty() ? null : tagged(place.image())));
  }

  @Override
  public List<NamedImage> registry(ImagePlace.InRegistry place) throws IOException {
    RegistryRepository repository = registries.target(place.name().repository());
    return publish(repository, named(place.name()));
  }

  @Override
  public List<NamedImage> layout(ImagePlace.InLayout place) throws IOException {
    try (StoreSession layout = ImageStore.open(place.directory(), stores).session("copy")) {
      if (place.name() == null) {
        return publish(layout, images);
      }
      Descriptor root = only().root();
      copy(root, layout);
      Descriptor before = layout.publishAs(place.name(), root);
      return before == null ? List.of() : List.of(new NamedImage(null, before));
    }
  }

  @Override
  public List<NamedImage> directory(ImagePlace.InDirectory place) throws IOException {
    Descriptor root = only().root();
    DirectoryTarget target = DirectoryTarget.open(place.directory(), root, stores.durability());
    copy(root, target);
    return target.publish(source.manifest(root));
  }

  @Override
  public List<NamedImage> archive(ImagePlace.InArchive place) throws IOException {
    ArchiveOptions archive = ArchiveOptions.of(options.host());
    List<NamedImage> written = images;
    if (place.kind() == ImagePlace.ArchiveKind.DOCKER) {
      archive = archive.withFormat(ArchiveFormat.DOCKER);
      written = named(place.name() == null ? null : tagged(place.name()));
    } else {
      archive = archive.withFormat(ArchiveFormat.OCI).withRefName(place.name());
      if (place.name() != null) {
        only();
      }
    }
    if (place.isStandard()) {
      write(written, archive, options.out());
    } else {
      ArchiveOptions chosen = archive;
      List<NamedImage> chosenImages = written;
      OutputFile.write(place.file(), stores.durability(), out -> write(chosenImages, chosen, out));
    }
    return List.of();
  }

  private void write(List<NamedImage> written, ArchiveOptions archive, OutputStream out)
      throws IOException {
    ImageArchiveWriter.write(source, written, archive, out);
  }

  @Override
  public List<NamedImage> engine(ImagePlace.InEngine place) throws IOException {
    List<NamedImage> named = named(tagged(place.image()));
    options
        .engine()
        .load(out -> write(named, ArchiveOptions.of(options.host()), out))
        .forEach(line -> progress.on(new ProgressEvent.Message(line)));
    return List.of();
  }

  private List<NamedImage> publish(ImageSink sink, List<NamedImage> named) throws IOException {
    for (Descriptor root : named.stream().map(NamedImage::root).distinct().toList()) {
      copy(root, sink);
    }
    return sink.publish(named);
  }

  private void copy(Descriptor root, ImageSink sink) throws IOException {
    ImageCopier.copy(source, root, sink, registries.jobs());
  }

  /** The images under a name, or under their own where it is null. */
  private List<NamedImage> named(@Nullable Reference name) {
    return name == null ? images : List.of(new NamedImage(name, only().root()));
  }

  private NamedImage only() {
    if (images.stream().map(NamedImage::root).distinct().count() != 1) {
      throw new IllegalArgumentException(
          images.size() + " images cannot go where there is room for one name");
    }
    return images.get(0);
  }

  private static Reference tagged(String text) {
    Reference name = Reference.parse(text);
    if (name.digest() != null) {
      throw new IllegalArgumentException(
          "'" + Escaped.text(text) + "' has a digest; an image is put under a tag");
    }
    return name;
  }
}
