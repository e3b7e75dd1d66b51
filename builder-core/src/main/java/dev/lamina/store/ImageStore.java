package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonLimits;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The local store: an OCI image layout that other tools can read, with locks beside it. Reading
 * single things needs no lock. Whoever writes, or reads for long, does it in a {@link #session}, so
 * that no blob is collected under its hands. Safe for threads and among processes.
 *
 * <p>Layout, invariants and locks are described in {@code docs/store.md}.
 */
public final class ImageStore implements ImageSource {
  private final StoreOptions options;
  private final LayoutDirectory layout;
  private final BlobDirectory blobs;

  private ImageStore(Path directory, StoreOptions options) {
    this.options = options;
    this.layout = new LayoutDirectory(directory, options);
    this.blobs = new BlobDirectory(layout);
  }

  /**
   * Opens the store in a directory. One that does not exist is an empty store, made with the first
   * write.
   *
   * @throws RefusedInputException when others own the store or can write to it
   * @throws ContentMismatchException when there is something that is not an OCI image layout
   */
  public static ImageStore open(Path directory, StoreOptions options) throws IOException {
    ImageStore store = new ImageStore(directory, options);
    if (store.layout.exists()) {
      store.index();
    }
    return store;
  }

  /** The store's directory. */
  public Path directory() {
    return layout.root();
  }

  /**
   * Begins a piece of work during which no blob vanishes. Sessions are cheap, and any number of
   * them may be open at a time; garbage is collected when none is.
   *
   * @param operation what the session is for, as the end of "waiting to …"
   * @throws StoreBusyException when garbage is being collected for longer than the time-out
   */
  public StoreSession session(String operation) throws IOException {
    return StoreSession.begin(this, operation);
  }

  /**
   * Removes what no name leads to. Waits until no session is open, in this process (also the
   * calling thread) or another.
   *
   * @throws StoreBusyException when sessions stay open for longer than the time-out
   * @throws ContentMismatchException when a manifest that a name leads to is missing or damaged;
   *     nothing is removed then
   */
  public GarbageReport collectGarbage(GarbageOptions garbage) throws IOException {
    return new GarbageCollector(this, garbage).run();
  }

  /**
   * What {@link #collectGarbage} would remove of images and blobs. Nothing is changed, and nobody
   * is waited for.
   *
   * @throws ContentMismatchException as there
   */
  public GarbageReport lookForGarbage(GarbageOptions garbage) throws IOException {
    return new GarbageCollector(this, garbage).look();
  }

  /**
   * Checks one image: that all it leads to is here and is what its digests say, and, of an image
   * that can be read, that its layers are sound and have their diffIDs.
   */
  public VerifyReport verify(Descriptor root) throws IOException {
    return new StoreVerifier(this).run(root);
  }

  /**
   * Checks the store: that everything which names lead to is there, and, unless quick, that every
   * blob has the digest that its name says. Damaged blobs are moved aside.
   */
  public VerifyReport verify(VerifyDepth depth) throws IOException {
    return new StoreVerifier(this).run(depth);
  }

  StoreOptions options() {
    return options;
  }

  LayoutDirectory layout() {
    return layout;
  }

  BlobDirectory blobs() {
    return blobs;
  }

  /** The names as they are now. */
  StoreIndex index() throws IOException {
    if (!layout.exists()) {
      return StoreIndex.EMPTY;
    }
    FileStatus status = Fs.status(layout.index());
    if (status == null) {
      if (layout.hasOwn()) {
        // we were killed between making the one file and the other
        return StoreIndex.EMPTY;
      }
      throw layout.notLayout("index.json is missing");
    }
    if (!status.isFile()) {
      throw layout.notLayout("index.json is not a file");
    }
    try (InputStream in = Fs.open(layout.index())) {
      return StoreIndex.parse(in.readNBytes(JsonLimits.OWN_INDEX.maxBytes() + 1));
    } catch (RefusedInputException e) {
      throw layout.notLayout(e.getMessage());
    }
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return blobs.open(blob);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return blobs.has(blob);
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    return blobs.manifest(descriptor);
  }

  /**
   * Every image with every name it has, by name, those without a name last. A name that another
   * tool gave and that is not a full reference counts as none; the descriptor still has it.
   */
  @Override
  public List<NamedImage> images() throws IOException {
    List<NamedImage> images = new ArrayList<>();
    for (Descriptor root : index().descriptors()) {
      images.add(new NamedImage(nameOf(root), root));
    }
    images.sort(
        Comparator.comparing(NamedImage::name, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(image -> image.root().digest()));
    return images;
  }

  /** The full reference that an entry has. */
  static @Nullable Reference nameOf(Descriptor root) {
    String text = root.annotations().get(Annotations.REF_NAME);
    if (text == null) {
      return null;
    }
    try {
      Reference name = Reference.parse(text);
      return name.toString().equals(text) ? name : null;
    } catch (IllegalArgumentException foreign) {
      return null;
    }
  }

  /**
   * {@inheritDoc} A digest is enough: the image may have come under another name. With tag and
   * digest the tag does not matter, as with Docker.
   */
  @Override
  public Descriptor resolve(Reference name) throws IOException {
    StoreIndex index = index();
    Digest digest = name.digest();
    if (digest != null) {
      Optional<Descriptor> found = index.withDigest(digest).stream().findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      // of an index one image alone may be here, under the index's digest
    }
    return findRefName(index, StoreIndex.refName(name)).orElseThrow(() -> notFound(name));
  }

  private NotFoundException notFound(Reference name) {
    return new NotFoundException("no image " + name.familiar() + " in store " + layout.shown());
  }

  /**
   * The image that an entry names in just these words: for layouts of other tools, which name
   * images by a tag alone.
   *
   * @throws RefusedInputException when several entries have the name
   */
  Optional<Descriptor> findRefName(String refName) throws IOException {
    return findRefName(index(), refName);
  }

  private static Optional<Descriptor> findRefName(StoreIndex index, String refName)
      throws RefusedInputException {
    List<Descriptor> holders = index.named(refName);
    long distinct = holders.stream().map(Descriptor::digest).distinct().count();
    if (distinct > 1) {
      throw new RefusedInputException(
          "ambiguous name " + Escaped.text(refName) + ": " + distinct + " manifests have it");
    }
    return holders.stream().findFirst();
  }

  /**
   * Finds an image by what people type: a manifest digest, an image ID, a name, or the beginning of
   * an image ID (at least four hex digits), in this order.
   *
   * @throws NotFoundException when there is none, or several; the message lists them
   */
  public Descriptor find(String text) throws IOException {
    return new ImageLookup(this).find(text);
  }

  /** All blobs with their sizes, in the order of their digests; for "how full is the store". */
  public List<Blob> allBlobs() throws IOException {
    List<Blob> all = new ArrayList<>();
    for (Digest digest : blobs.digests()) {
      long size = blobs.size(digest);
      if (size >= 0) {
        all.add(new Blob(digest, size));
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "store " + layout.shown();
  }
}
