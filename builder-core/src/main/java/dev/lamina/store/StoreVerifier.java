package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.image.Reachable;
import dev.lamina.io.Escaped;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.store.VerifyReport.Finding;
import dev.lamina.store.VerifyReport.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the invariants of a store. */
final class StoreVerifier {
  private static final String OPERATION = "verify the store";

  private final ImageStore store;
  private final LayoutDirectory layout;
  private final List<Finding> findings = new ArrayList<>();

  /** Which image needs a blob, one for each. */
  private final Map<Digest, String> needed = new LinkedHashMap<>();

  private final Set<Digest> reported = new HashSet<>();
  private long blobs;
  private long bytes;

  StoreVerifier(ImageStore store) {
    this.store = store;
    this.layout = store.layout();
  }

  VerifyReport run(VerifyDepth depth) throws IOException {
    List<Digest> rotten = new ArrayList<>();
    try (StoreSession session = store.session(OPERATION)) {
      for (var image : session.images()) {
        checkImage(image.root());
      }
      for (Blob blob : store.allBlobs()) {
        blobs++;
        if (depth == VerifyDepth.FULL && !isIntact(blob)) {
          rotten.add(blob.digest());
        }
      }
    }
    for (Digest digest : rotten) {
      report(rottenFinding(digest));
    }
    return new VerifyReport(blobs, bytes, findings);
  }

  private void checkImage(Descriptor root) throws IOException {
    String refName = root.annotations().get(Annotations.REF_NAME);
    String image = Escaped.text(refName == null ? root.digest().toString() : refName);
    Reachable reachable = new Reachable(store);
    try {
      reachable.add(root);
    } catch (ContentMismatchException | RefusedInputException e) {
      report(
          new Finding(
              Problem.UNUSABLE, root.digest(), image, String.valueOf(e.getMessage()), false));
    }
    for (Descriptor blob : reachable.descriptors()) {
      needed.putIfAbsent(blob.digest(), image);
      long size = store.blobs().size(blob.digest());
      if (size < 0) {
        if (!MediaType.isForeignLayer(blob.mediaType())) {
          report(new Finding(Problem.MISSING, blob.digest(), image, "missing blob", false));
        }
      } else if (size != blob.size()) {
        String detail = size + " bytes, expected " + blob.size();
        report(new Finding(Problem.WRONG_SIZE, blob.digest(), image, detail, false));
      }
    }
  }

  private void report(Finding finding) {
    if (reported.add(finding.blob()) || finding.quarantined()) {
      findings.add(finding);
    }
  }

  private boolean isIntact(Blob blob) throws IOException {
    try (VerifyingInputStream in =
        new VerifyingInputStream(
            Fs.open(layout.blob(blob.digest())), blob.digest(), blob.size(), "blob")) {
      in.drain();
      bytes += blob.size();
      return true;
    } catch (ContentMismatchException e) {
      bytes += blob.size();
      return false;
    }
  }

  private Finding rottenFinding(Digest digest) throws IOException {
    @Nullable String image = needed.get(digest);
    String detail = "its bytes are not what its name says";
    boolean moved = false;
    if (layout.isWritable()) {
      try {
        moved = quarantine(digest);
      } catch (StoreBusyException e) {
        detail += "; left where it is, because others are using the store";
      }
    }
    return new Finding(Problem.WRONG_DIGEST, digest, image, detail, moved);
  }

  /** Moves a damaged blob aside, alone in the store and only if it is still damaged. */
  private boolean quarantine(Digest digest) throws IOException {
    layout.create();
    try (LockFile.Hold alone =
        LockFile.at(layout.garbageLock(), store.options().sharing())
            .acquire(
                LockFile.Mode.EXCLUSIVE,
                store.options().lockTimeout(),
                OPERATION + " in " + store)) {
      alone.check(layout.garbageLock());
      long size = store.blobs().size(digest);
      if (size < 0 || isIntact(new Blob(digest, size))) {
        return false;
      }
      layout.makeDirectory(layout.quarantine());
      int n = 1;
      while (Fs.status(quarantined(digest, n)) != null) {
        n++;
      }
      Files.move(layout.blob(digest), quarantined(digest, n), StandardCopyOption.ATOMIC_MOVE);
      store.options().durability().forceDirectory(layout.quarantine());
      store.options().durability().forceDirectory(layout.blobs(digest.algorithm()));
      return true;
    }
  }

  private Path quarantined(Digest digest, int n) {
    return layout.quarantine().resolve(digest.hex() + "." + n);
  }
}
