package dev.lamina.store;

import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.image.NamedImage;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.io.Fs;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of the index: under the lock, read anew, changed, written beside, forced, renamed, the
 * directory forced.
 */
final class IndexUpdate {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r--r--");

  private final ImageStore store;
  private final LayoutDirectory layout;
  private final TemporaryDirectory temporary;
  private final String operation;

  IndexUpdate(ImageStore store, TemporaryDirectory temporary, String operation) {
    this.store = store;
    this.layout = store.layout();
    this.temporary = temporary;
    this.operation = operation;
  }

  /** What becomes of the index. */
  @FunctionalInterface
  interface Change {
    StoreIndex apply(StoreIndex before) throws IOException;
  }

  /** Gives images their names, or none; returns the other images that had them. */
  List<NamedImage> publish(List<NamedImage> images) throws IOException {
    forceBlobs();
    StoreIndex before =
        apply(
            index -> {
              StoreIndex changed = index;
              for (NamedImage image : images) {
                changed =
                    image.name() == null
                        ? changed.keep(image.root())
                        : changed.tag(StoreIndex.refName(image.name()), image.root());
              }
              return changed;
            });
    List<NamedImage> moved = new ArrayList<>();
    for (NamedImage image : images) {
      if (image.name() != null) {
        before.named(StoreIndex.refName(image.name())).stream()
            .filter(old -> !old.sameContent(image.root()))
            .forEach(old -> moved.add(new NamedImage(image.name(), old)));
      }
    }
    return moved;
  }

  /** Gives an image a name in any form; returns the other image that had it. */
  @Nullable Descriptor publish(String refName, Descriptor root) throws IOException {
    forceBlobs();
    return apply(index -> index.tag(refName, root)).named(refName).stream()
        .filter(old -> !old.sameContent(root))
        .findFirst()
        .orElse(null);
  }

  /**
   * Another process may have made a directory or renamed a blob that we found here, and not forced
   * the name yet.
   */
  private void forceBlobs() throws IOException {
    store.options().durability().forceDirectory(layout.blobs());
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (Fs.status(layout.blobs(algorithm)) != null) {
        store.options().durability().forceDirectory(layout.blobs(algorithm));
      }
    }
  }

  /** Changes the index; returns what it was. */
  StoreIndex apply(Change change) throws IOException {
    try (LockFile.Hold lock =
        LockFile.at(layout.indexLock(), store.options().sharing())
            .acquire(
                LockFile.Mode.EXCLUSIVE,
                store.options().lockTimeout(),
                operation + " in " + store)) {
      writeLayoutFile();
      boolean fresh = Fs.status(layout.index()) == null;
      StoreIndex before = store.index();
      StoreIndex after = change.apply(before);
      if (fresh || !after.sameAs(before)) {
        lock.check(layout.indexLock());
        replace(layout.index(), after.bytes());
      }
      return before;
    }
  }

  private void writeLayoutFile() throws IOException {
    if (Fs.status(layout.ociLayout()) == null) {
      replace(layout.ociLayout(), LayoutDirectory.OCI_LAYOUT);
    }
  }

  private void replace(Path target, byte[] content) throws IOException {
    Durability durability = store.options().durability();
    AtomicFile.replace(target, temporary.path().resolve("index"), content, MODE, durability);
  }
}
