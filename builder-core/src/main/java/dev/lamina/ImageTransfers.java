package dev.lamina;

import dev.lamina.compression.Compression;
import dev.lamina.digest.Digest;
import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.image.Reachable;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.registry.BlobOrigins;
import dev.lamina.registry.Registries;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import dev.lamina.transport.ImagePlace;
import dev.lamina.transport.OpenPlace;
import dev.lamina.transport.PlaceReader;
import dev.lamina.transport.PlaceWriter;
import dev.lamina.transport.Recompression;
import dev.lamina.transport.TransportOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Images on their way between places of all kinds: the store, registries, archives, layouts,
 * directories and Docker engines. Got from {@link Images#transfers}.
 */
public final class ImageTransfers {
  private final ImageStore store;
  private final ImagesOptions options;
  private final TransportOptions transports;

  ImageTransfers(ImageStore store, ImagesOptions options, TransportOptions transports) {
    this.store = store;
    this.options = options;
    this.transports = transports;
  }

  /**
   * Copies images. All bytes are verified on the way; names are set last, all at once where the
   * target can do that.
   *
   * @return the images as they are at the target, with the names that they came with where it has
   *     no names of its own
   * @throws IllegalArgumentException when several images are to have one name, or an image a name
   *     that none can have
   * @throws NotFoundException when there is nothing to copy, or nothing for the platform
   * @throws IOException as its transport fails
   */
  public List<NamedRoot> copy(ImagePlace from, ImagePlace to, CopyRequest request)
      throws IOException {
    boolean toStore = to instanceof ImagePlace.InStore && request.compression() == null;
    try (StoreSession session = store.session("copy");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = registries(memory)) {
      PlaceReader reader =
          reader(
              session, registries, toStore ? PlaceReader.Spool.STORE : PlaceReader.Spool.SCRATCH);
      try (OpenPlace source = from.accept(reader)) {
        Work work = new Work(session, registries, source.images());
        return work.run(chosen(source, request), request, to);
      }
    }
  }

  private static List<NamedImage> chosen(OpenPlace source, CopyRequest request) throws IOException {
    List<NamedImage> wanted =
        request.selection() == CopyRequest.Selection.ALL ? source.all() : List.of(source.one());
    if (wanted.isEmpty()) {
      throw new NotFoundException("there is no image to copy");
    }
    Platform platform = request.platform();
    if (platform == null) {
      return wanted;
    }
    List<NamedImage> narrowed = new ArrayList<>();
    for (NamedImage image : wanted) {
      narrowed.add(
          source.images().manifest(image.root()).value() instanceof ImageIndex
              ? new NamedImage(
                  image.name(),
                  Image.read(source.images(), image.root(), new PlatformMatcher(platform))
                      .descriptor())
              : image);
    }
    return narrowed;
  }

  /** One copy between places that are open. */
  private final class Work {
    private final StoreSession session;
    private final Registries registries;
    private final ImageSource source;

    Work(StoreSession session, Registries registries, ImageSource source) {
      this.session = session;
      this.registries = registries;
      this.source = source;
    }

    List<NamedRoot> run(List<NamedImage> images, CopyRequest request, ImagePlace to)
        throws IOException {
      Compression compression = request.compression();
      if (compression == null) {
        return write(source, images, to);
      }
      List<NamedImage> recompressed = recompress(images, compression);
      return write(session, recompressed, to);
    }

    private List<NamedImage> recompress(List<NamedImage> images, Compression compression)
        throws IOException {
      Recompression recompression =
          new Recompression(
              source, session, compression, options.parallelism(), options.cancellation());
      Map<Digest, Descriptor> made = new HashMap<>();
      List<NamedImage> changed = new ArrayList<>();
      for (NamedImage image : images) {
        Descriptor root = made.get(image.root().digest());
        if (root == null) {
          ImageCopier.copy(source, image.root(), session, registries.jobs());
          root = recompression.of(image.root());
          made.put(image.root().digest(), root);
        }
        changed.add(new NamedImage(image.name(), root));
      }
      return changed;
    }

    private List<NamedRoot> write(ImageSource from, List<NamedImage> images, ImagePlace to)
        throws IOException {
      options.cancellation().check();
      PlaceWriter writer =
          new PlaceWriter(
              session, registries, transports, options.store(), options.progress(), from, images);
      List<NamedImage> before = to.accept(writer);
      List<NamedRoot> written = new ArrayList<>();
      for (NamedImage image : images) {
        written.add(new NamedRoot(image.name(), image.root(), previous(before, image, images)));
      }
      return written;
    }

    /** What an image took the name from; a single image may have got another than it came with. */
    private static @Nullable Descriptor previous(
        List<NamedImage> before, NamedImage image, List<NamedImage> images) {
      Reference name = image.name();
      for (NamedImage old : before) {
        if (images.size() == 1 || (name != null && name.equals(old.name()))) {
          return old.root();
        }
      }
      return null;
    }
  }

  /**
   * The blobs that places lead to, in whatever images: what somebody has who has these.
   *
   * @param places each with all its images when it is an archive or layout without a name
   */
  Set<Digest> blobs(List<ImagePlace> places) throws IOException {
    Set<Digest> blobs = new HashSet<>();
    try (StoreSession session = store.session("save");
        BlobMemory memory = new BlobMemory(session);
        Registries registries = registries(memory)) {
      for (ImagePlace place : places) {
        try (OpenPlace open =
            place.accept(reader(session, registries, PlaceReader.Spool.SCRATCH))) {
          Reachable reachable = new Reachable(open.images());
          for (NamedImage image : open.all()) {
            reachable.add(image.root());
          }
          reachable.descriptors().forEach(blob -> blobs.add(blob.digest()));
        }
      }
    }
    return blobs;
  }

  /** Finds images in the store, and in places. */
  OpenImage open(String image, String operation) throws IOException {
    StoreSession session = store.session(operation);
    boolean opened = false;
    try {
      OpenImage found = find(image, session);
      opened = true;
      return found;
    } finally {
      if (!opened) {
        session.close();
      }
    }
  }

  private OpenImage find(String image, StoreSession session) throws IOException {
    try {
      return new OpenImage(session, session, store.find(image), () -> {});
    } catch (NotFoundException e) {
      if (!ImagePlace.isPlace(image)) {
        throw e;
      }
    }
    return find(ImagePlace.parse(image), session);
  }

  private OpenImage find(ImagePlace place, StoreSession session) throws IOException {
    // open until the image has been read
    Registries registries = registries(BlobOrigins.NONE);
    boolean opened = false;
    try {
      OpenPlace open = place.accept(reader(session, registries, PlaceReader.Spool.SCRATCH));
      Closeable both =
          () -> {
            try (registries) {
              open.close();
            }
          };
      OpenImage found = new OpenImage(session, open.images(), open.one().root(), both);
      opened = true;
      return found;
    } finally {
      if (!opened) {
        registries.close();
      }
    }
  }

  private Registries registries(BlobOrigins origins) {
    return new Registries(
        transports.registry(), origins, options.progress(), options.cancellation());
  }

  private PlaceReader reader(StoreSession session, Registries registries, PlaceReader.Spool spool) {
    return new PlaceReader(store, session, registries, transports, options.progress(), spool);
  }
}
