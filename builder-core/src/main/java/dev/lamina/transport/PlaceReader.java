package dev.lamina.transport;

import dev.lamina.archive.ImageArchiveReader;
import dev.lamina.image.ImagePicker;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Durability;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import dev.lamina.registry.Registries;
import dev.lamina.registry.RegistryRepository;
import dev.lamina.store.ImageStore;
import dev.lamina.store.LayoutImages;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Opens places for reading. An archive cannot be read out of order, so its files are kept for as
 * long as it is open: in scratch space, or in the store where they are to stay.
 */
public final class PlaceReader implements ImagePlace.Visitor<OpenPlace, IOException> {
  private final ImageStore store;
  private final StoreSession session;
  private final Registries registries;
  private final TransportOptions options;
  private final ProgressListener progress;
  private final Spool spool;

  /** Where the files of an archive are kept. */
  public enum Spool {
    /** They go when the place is closed. */
    SCRATCH,
    /** They are blobs of the store, and garbage unless a name leads to them. */
    STORE
  }

  /**
   * @param session open at least as long as the places
   */
  public PlaceReader(
      ImageStore store,
      StoreSession session,
      Registries registries,
      TransportOptions options,
      ProgressListener progress,
      Spool spool) {
    this.store = store;
    this.session = session;
    this.registries = registries;
    this.options = options;
    this.progress = progress;
    this.spool = spool;
  }

  @Override
  public OpenPlace store(ImagePlace.InStore place) throws IOException {
    ImagePicker all =
        new ImagePicker(
            store.toString(), session, session.images().stream().map(NamedImage::root).toList());
    if (place.image().isEmpty()) {
      return new OpenPlace.Several(all, null, () -> {});
    }
    Descriptor root = store.find(place.image());
    return new OpenPlace.Single(
        session, new NamedImage(nameOf(place.image(), root), root), () -> {});
  }

  /** The name by which an image was found; null when it was found by something else. */
  private @Nullable Reference nameOf(String text, Descriptor root) throws IOException {
    for (NamedImage image : session.images()) {
      Reference name = image.name();
      if (name != null && image.root().sameContent(root) && name.equals(reference(text))) {
        return name;
      }
    }
    return null;
  }

  private static @Nullable Reference reference(String text) {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public OpenPlace registry(ImagePlace.InRegistry place) throws IOException {
    RegistryRepository repository = registries.repository(place.name().repository());
    Descriptor root = repository.resolve(place.name());
    return new OpenPlace.Single(repository, new NamedImage(place.name(), root), () -> {});
  }

  @Override
  public OpenPlace layout(ImagePlace.InLayout place) throws IOException {
    return new OpenPlace.Several(LayoutImages.open(place.directory()), place.name(), () -> {});
  }

  @Override
  public OpenPlace directory(ImagePlace.InDirectory place) throws IOException {
    DirectoryImage image = DirectoryImage.open(place.directory());
    return new OpenPlace.Single(image, image.images().get(0), () -> {});
  }

  @Override
  public OpenPlace archive(ImagePlace.InArchive place) throws IOException {
    String shown = "the archive " + Escaped.text(place.file().toString());
    if (place.isStandard()) {
      return archive(options.in(), "the archive on standard input", place.name());
    }
    if (!Files.exists(place.file())) {
      throw new NotFoundException(shown + " does not exist");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(place.file()))) {
      return archive(in, shown, place.name());
    }
  }

  @Override
  public OpenPlace engine(ImagePlace.InEngine place) throws IOException {
    Reference name = reference(place.image());
    boolean id = place.image().startsWith("sha256:");
    String asked = name == null || id ? place.image() : name.familiar();
    try (InputStream in = options.engine().save(asked)) {
      return archive(in, "the Docker engine's archive", null);
    }
  }

  private OpenPlace archive(InputStream in, String shown, @Nullable String name)
      throws IOException {
    if (spool == Spool.STORE) {
      return read(in, shown, name, session, () -> {});
    }
    StoreOptions scratch = StoreOptions.DEFAULT.withDurability(Durability.FAST);
    StoreSession kept =
        ImageStore.open(session.scratchDirectory().resolve("archive"), scratch).session("read");
    try {
      return read(in, shown, name, kept, kept);
    } catch (IOException e) {
      kept.close();
      throw e;
    }
  }

  private OpenPlace read(
      InputStream in, String shown, @Nullable String name, StoreSession kept, Closeable rest)
      throws IOException {
    ImageArchiveReader reader = ImageArchiveReader.read(in, kept, session, progress);
    ImageSource images = reader;
    return new OpenPlace.Several(new ImagePicker(shown, images, reader.entries()), name, rest);
  }
}
