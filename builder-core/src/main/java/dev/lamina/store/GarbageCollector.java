package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.image.ImageSource;
import dev.lamina.image.Reachable;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.TreeRemoval;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Mark and sweep, alone in the store: nobody else is writing, so what nothing leads to is garbage
 * and everything temporary was left by the dead. On doubt nothing is removed.
 */
final class GarbageCollector {
  private static final String OPERATION = "collect garbage";

  private final ImageStore store;
  private final LayoutDirectory layout;
  private final GarbageOptions garbage;
  private long freed;

  GarbageCollector(ImageStore store, GarbageOptions garbage) {
    this.store = store;
    this.layout = store.layout();
    this.garbage = garbage;
  }

  GarbageReport run() throws IOException {
    layout.requireWritable();
    if (!layout.exists()) {
      return new GarbageReport(List.of(), List.of(), 0);
    }
    layout.create();
    try (LockFile.Hold alone =
        LockFile.at(layout.garbageLock(), store.options().sharing())
            .acquire(
                LockFile.Mode.EXCLUSIVE,
                store.options().lockTimeout(),
                OPERATION + " in " + store)) {
      if (Fs.status(layout.index()) == null) {
        throw layout.notLayout("index.json is missing, so nothing can be called garbage");
      }
      alone.check(layout.garbageLock());
      sweepTemporary();
      return collect();
    }
  }

  /** What {@link #run} would remove of images and blobs; nothing is changed. */
  GarbageReport look() throws IOException {
    if (!layout.exists()) {
      return new GarbageReport(List.of(), List.of(), 0);
    }
    try (StoreSession session = store.session(OPERATION)) {
      StoreIndex before = store.index();
      StoreIndex after = kept(before);
      List<Blob> blobs = unneeded(reachable(session, after));
      long bytes = blobs.stream().mapToLong(Blob::size).sum();
      return new GarbageReport(removed(before, after), blobs, bytes);
    }
  }

  private GarbageReport collect() throws IOException {
    List<Descriptor> images = new ArrayList<>();
    List<Blob> blobs = new ArrayList<>();
    try (TemporaryDirectory temporary = TemporaryDirectory.create(layout)) {
      new IndexUpdate(store, temporary, OPERATION)
          .apply(
              before -> {
                StoreIndex after = kept(before);
                images.addAll(removed(before, after));
                blobs.addAll(unneeded(reachable(store, after)));
                return after;
              });
    }
    sweepBlobs(blobs);
    sweepQuarantine();
    return new GarbageReport(images, blobs, freed);
  }

  private StoreIndex kept(StoreIndex before) throws IOException {
    if (garbage.nameless() == GarbageOptions.Nameless.KEEP) {
      return before;
    }
    Set<Digest> young = new HashSet<>();
    for (Descriptor root : before.descriptors()) {
      if (isYoung(root.digest())) {
        young.add(root.digest());
      }
    }
    return before.withoutNameless(root -> !young.contains(root.digest()));
  }

  private static List<Descriptor> removed(StoreIndex before, StoreIndex after) {
    List<Descriptor> images = new ArrayList<>(before.descriptors());
    images.removeAll(new HashSet<>(after.descriptors()));
    return images;
  }

  private static Reachable reachable(ImageSource images, StoreIndex index) throws IOException {
    Reachable reachable = new Reachable(images);
    for (Descriptor root : index.descriptors()) {
      reachable.add(root);
    }
    return reachable;
  }

  private List<Blob> unneeded(Reachable reachable) throws IOException {
    List<Blob> unneeded = new ArrayList<>();
    for (Blob blob : store.allBlobs()) {
      if (!reachable.contains(blob.digest()) && !isYoung(blob.digest())) {
        unneeded.add(blob);
      }
    }
    return unneeded;
  }

  /** Whether a blob came into the store too late to go; its file is as old as that. */
  private boolean isYoung(Digest blob) throws IOException {
    if (garbage.storedBefore() == null) {
      return false;
    }
    FileStatus status = Fs.status(layout.blob(blob));
    return status != null && status.ctime().seconds() >= garbage.storedBefore().getEpochSecond();
  }

  private void sweepBlobs(List<Blob> blobs) throws IOException {
    for (Blob blob : blobs) {
      Files.deleteIfExists(layout.blob(blob.digest()));
      freed += blob.size();
    }
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (blobs.stream().anyMatch(blob -> blob.digest().algorithm() == algorithm)) {
        store.options().durability().forceDirectory(layout.blobs(algorithm));
      }
    }
  }

  private void sweepTemporary() throws IOException {
    for (EntryPath name : Fs.names(layout.temporary())) {
      remove(Fs.child(layout.temporary(), name));
    }
  }

  private void remove(Path path) throws IOException {
    FileStatus status = Fs.status(path);
    if (status != null && status.isDirectory()) {
      for (EntryPath name : Fs.names(path)) {
        FileStatus child = Fs.status(Fs.child(path, name));
        freed += child != null && child.isFile() ? child.size() : 0;
      }
    }
    TreeRemoval.remove(path);
  }

  private void sweepQuarantine() throws IOException {
    if (Fs.status(layout.quarantine()) == null) {
      return;
    }
    long oldest = garbage.now().minus(garbage.quarantineAge()).getEpochSecond();
    for (EntryPath name : Fs.names(layout.quarantine())) {
      Path path = Fs.child(layout.quarantine(), name);
      FileStatus status = Fs.status(path);
      // the change of the inode is when it was moved here
      if (status != null && status.isFile() && status.ctime().seconds() < oldest) {
        Files.deleteIfExists(path);
        freed += status.size();
      }
    }
  }
}
