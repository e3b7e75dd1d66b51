package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.image.Image;
import dev.lamina.image.Reachable;
import dev.lamina.io.Escaped;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
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

  VerifyReport run(Descriptor root) throws IOException {
    List<Digest> rotten = new ArrayList<>();
    try (StoreSession session = store.session(OPERATION)) {
      checkImage(root);
      for (Digest digest : needed.keySet()) {
        long size = store.blobs().size(digest);
        if (size >= 0) {
          blobs++;
          if (!isIntact(new Blob(digest, size))) {
            rotten.add(digest);
          }
        }
      }
      if (findings.isEmpty() && rotten.isEmpty()) {
        checkLayers(session, root);
      }
    }
    for (Digest digest : rotten) {
      report(rottenFinding(digest));
    }
    return new VerifyReport(blobs, bytes, findings);
  }

  /** Bytes that are what their names say may still be no layer, or another than the config says. */
  private void checkLayers(StoreSession session, Descriptor root) throws IOException {
    Reachable reachable = new Reachable(session);
    reachable.add(root);
    for (Descriptor document : reachable.descriptors()) {
      if (!MediaType.isManifest(document.mediaType())) {
        continue;
      }
      Manifest manifest = session.manifest(document).value();
      if (manifest instanceof ImageManifest image
          && MediaType.isConfig(image.config().mediaType())) {
        checkLayers(session, document, nameOf(root));
      }
    }
  }

  private void checkLayers(StoreSession session, Descriptor manifest, String image)
      throws IOException {
    try {
      Image read = Image.ofManifest(session, manifest);
      for (int i = 0; i < read.manifest().layers().size(); i++) {
        Descriptor layer = read.manifest().layers().get(i);
        if (session.has(layer)) {
          checkLayer(session, layer, read.config().value().rootFs().diffIds().get(i), image);
        }
      }
    } catch (RefusedInputException e) {
      String why = String.valueOf(e.getMessage());
      report(new Finding(Problem.UNUSABLE, manifest.digest(), image, why, false));
    }
  }

  private void checkLayer(StoreSession session, Descriptor layer, Digest diffId, String image)
      throws IOException {
    try (LayerReader reader = LayerReader.open(session, layer, diffId, "layer " + layer.digest())) {
      reader.drain();
    } catch (RefusedInputException | ContentMismatchException e) {
      String why = String.valueOf(e.getMessage());
      report(new Finding(Problem.UNUSABLE, layer.digest(), image, why, false));
    }
  }

  private static String nameOf(Descriptor root) {
    String refName = root.annotations().get(Annotations.REF_NAME);
    return Escaped.text(refName == null ? root.digest().toString() : refName);
  }

  private void checkImage(Descriptor root) throws IOException {
    String image = nameOf(root);
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
