package dev.lamina.store;

import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.Reachable;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.KeptFiles;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work on a store: blobs may be written, documents stored and images named, and
 * nothing that is found here vanishes until the session is closed. Safe for threads. The first
 * write makes the store where there is none.
 *
 * <p>What was written and not named when the session is closed is garbage.
 */
public final class StoreSession implements ImageSource, ImageSink, BlobSink, Closeable {
  private final ImageStore store;
  private final LayoutDirectory layout;
  private final String operation;
  private final AtomicLong names = new AtomicLong();
  private LockFile.@Nullable Hold hold;
  private @Nullable TemporaryDirectory temporary;
  private boolean ready;
  private boolean closed;

  private StoreSession(ImageStore store, String operation) {
    this.store = store;
    this.layout = store.layout();
    this.operation = operation;
  }

  static StoreSession begin(ImageStore store, String operation) throws IOException {
    StoreSession session = new StoreSession(store, operation);
    session.protect();
    return session;
  }

  /** Keeps garbage collection out where it could run: not on a medium that cannot be written. */
  private synchronized void protect() throws IOException {
    if (hold == null && layout.exists() && layout.hasOwn() && layout.isWritable()) {
      hold = shareGarbageLock();
    }
  }

  private LockFile.Hold shareGarbageLock() throws IOException {
    return LockFile.at(layout.garbageLock(), store.options().sharing())
        .acquire(LockFile.Mode.SHARED, store.options().lockTimeout(), operation + " in " + store);
  }

  /**
   * Fails where nothing could be written; so that work whose result goes here need not begin.
   *
   * @throws IOException when the store is read-only
   */
  public void requireWritable() throws IOException {
    layout.requireWritable();
  }

  /**
   * Refuses work whose result cannot fit: a tenth more than the given bytes must be free.
   *
   * @throws IOException "no space: needed N, free M, at PATH"
   */
  public void requireSpace(long bytes) throws IOException {
    prepare();
    long margin = bytes / 10;
    long needed = bytes > Long.MAX_VALUE - margin ? Long.MAX_VALUE : bytes + margin;
    AtomicFile.requireSpace(layout.temporary(), needed);
  }

  private synchronized TemporaryDirectory prepare() throws IOException {
    if (closed) {
      throw new IllegalStateException("the session to " + operation + " is closed");
    }
    if (!ready) {
      layout.requireWritable();
      layout.create();
      if (hold == null) {
        hold = shareGarbageLock();
      }
      ready = true;
    }
    if (temporary == null) {
      temporary = TemporaryDirectory.create(layout);
    }
    return temporary;
  }

  /** A private directory for files that are not needed after the session; removed with it. */
  public Path scratchDirectory() throws IOException {
    return prepare().path();
  }

  /**
   * A directory for what can be computed again, kept between sessions. Garbage collection may empty
   * it.
   */
  public Path cacheDirectory() throws IOException {
    prepare();
    layout.makeDirectory(layout.cache());
    return layout.cache();
  }

  /** Where files of {@link #cacheDirectory} are kept and written. */
  public KeptFiles.Place cacheFiles() {
    return new CachePlace();
  }

  private final class CachePlace implements KeptFiles.Place {
    @Override
    public Path directory() {
      return cachePlace();
    }

    @Override
    public Path make() throws IOException {
      return cacheDirectory();
    }

    @Override
    public Path temporary() throws IOException {
      return scratchDirectory().resolve("kept-" + names.incrementAndGet());
    }
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    AtomicFile file =
        AtomicFile.create(
            prepare().path().resolve("blob-" + names.incrementAndGet()),
            store.options().durability());
    return new StoreBlobWriter(layout, algorithm, file);
  }

  @Override
  public void put(Descriptor blob, InputStream in) throws IOException {
    requireSpace(blob.size());
    BlobSink.super.put(blob, in);
  }

  @Override
  public void put(Document<?> document) throws IOException {
    try (InputStream in = document.open()) {
      put(document.descriptor(), in);
    }
  }

  /**
   * Names an image.
   *
   * @return the other image that had the name, or null
   */
  public @Nullable Descriptor tag(Reference name, Descriptor root) throws IOException {
    List<NamedImage> before = publish(List.of(new NamedImage(name, root)));
    return before.isEmpty() ? null : before.get(0).root();
  }

  /**
   * Publishes images under all their names at once, or without names: what they lead to is made
   * durable, then the index is replaced. An image that loses its last name stays, without one.
   *
   * @return the other images that had the names
   * @throws ContentMismatchException when something that an image leads to is not here; nothing is
   *     then named
   */
  @Override
  public List<NamedImage> publish(List<NamedImage> images) throws IOException {
    IndexUpdate update = new IndexUpdate(store, prepare(), operation);
    for (Descriptor root : images.stream().map(NamedImage::root).distinct().toList()) {
      requireComplete(root);
    }
    checkProtected();
    return update.publish(images);
  }

  /**
   * Publishes an image under the words by which another tool's layout names it.
   *
   * @param refName the whole of {@code org.opencontainers.image.ref.name}, in any form
   * @return the other image that had the name, or null
   * @throws ContentMismatchException as {@link #publish}
   */
  public @Nullable Descriptor publishAs(String refName, Descriptor root) throws IOException {
    IndexUpdate update = new IndexUpdate(store, prepare(), operation);
    requireComplete(root);
    checkProtected();
    return update.publish(refName, root);
  }

  private synchronized void checkProtected() throws IOException {
    if (hold != null) {
      hold.check(layout.garbageLock());
    }
  }

  private void requireComplete(Descriptor root) throws IOException {
    Reachable reachable = new Reachable(store);
    reachable.add(root);
    for (Descriptor blob : reachable.descriptors()) {
      if (!store.has(blob) && !MediaType.isForeignLayer(blob.mediaType())) {
        throw new ContentMismatchException(
            "missing blob " + blob.digest() + " of image " + root.digest() + " in " + store);
      }
    }
  }

  /**
   * Takes a name away. The image stays, without a name if this was the last.
   *
   * @return the image that had it
   * @throws NotFoundException when there is no such name
   */
  public Descriptor untag(Reference name) throws IOException {
    String refName = StoreIndex.refName(name);
    return change(index -> index.untag(refName), name);
  }

  /**
   * Takes a name away, and the image with its last name, as {@code docker rmi} does. Blobs stay
   * until garbage is collected.
   *
   * @return the image that had the name
   * @throws NotFoundException when there is no such name
   */
  public Descriptor remove(Reference name) throws IOException {
    String refName = StoreIndex.refName(name);
    return change(index -> index.remove(refName), name);
  }

  private Descriptor change(IndexUpdate.Change change, Reference name) throws IOException {
    Descriptor root = store.resolve(name);
    StoreIndex before = new IndexUpdate(store, prepare(), operation).apply(change);
    return before.named(StoreIndex.refName(name)).stream().findFirst().orElse(root);
  }

  /**
   * Takes an image away with all its names. Blobs stay until garbage is collected.
   *
   * @return its entries, one for each name
   * @throws NotFoundException when it is not here
   */
  public List<Descriptor> remove(Digest root) throws IOException {
    if (store.index().withDigest(root).isEmpty()) {
      throw new NotFoundException("no image " + root + " in " + store);
    }
    return new IndexUpdate(store, prepare(), operation)
        .apply(index -> index.remove(root))
        .withDigest(root);
  }

  /** The directory of {@link #cacheDirectory}, whether it is there or not; nothing is written. */
  public Path cachePlace() {
    return layout.cache();
  }

  /** Where damaged blobs are moved, whether that is there or not; nothing is written. */
  public Path quarantinePlace() {
    return layout.quarantine();
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return store.open(blob);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return store.has(blob);
  }

  @Override
  public List<NamedImage> images() throws IOException {
    return store.images();
  }

  @Override
  public Descriptor resolve(Reference name) throws IOException {
    return store.resolve(name);
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    return store.manifest(descriptor);
  }

  /** Ends the work; blob writers that are still open fail from now on. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (temporary != null) {
        temporary.close();
      }
    } finally {
      if (hold != null) {
        hold.close();
      }
    }
  }
}
