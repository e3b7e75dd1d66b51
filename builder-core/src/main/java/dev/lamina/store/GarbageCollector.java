package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.digest.DigestAlgorithm;
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

  private GarbageReport collect() throws IOException {
    List<Descriptor> images = new ArrayList<>();
    Reachable reachable = new Reachable(store.blobs());
    try (TemporaryDirectory temporary = TemporaryDirectory.create(layout)) {
      new IndexUpdate(store, temporary, OPERATION)
          .apply(
              before -> {
                boolean remove = garbage.nameless() == GarbageOptions.Nameless.REMOVE;
                StoreIndex after = remove ? before.withoutNameless() : before;
                images.addAll(before.descriptors());
                images.removeAll(new HashSet<>(after.descriptors()));
                for (Descriptor root : after.descriptors()) {
                  reachable.add(root);
                }
                return after;
              });
    }
    List<Blob> blobs = sweepBlobs(reachable);
    sweepQuarantine();
    return new GarbageReport(images, blobs, freed);
  }

  private List<Blob> sweepBlobs(Reachable reachable) throws IOException {
    List<Blob> swept = new ArrayList<>();
    for (Blob blob : store.allBlobs()) {
      if (!reachable.contains(blob.digest())) {
        Files.deleteIfExists(layout.blob(blob.digest()));
        swept.add(blob);
        freed += blob.size();
      }
    }
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (swept.stream().anyMatch(blob -> blob.digest().algorithm() == algorithm)) {
        store.options().durability().forceDirectory(layout.blobs(algorithm));
      }
    }
    return swept;
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
