package dev.lamina.store;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that roots lead to. Iterative, each document once. */
final class Reachable {
  private final BlobDirectory blobs;
  private final Map<Digest, Descriptor> found = new LinkedHashMap<>();
  private final Deque<Descriptor> open = new ArrayDeque<>();

  Reachable(BlobDirectory blobs) {
    this.blobs = blobs;
  }

  /** The blobs, manifests among them, that the roots lead to; as they were first referred to. */
  Collection<Descriptor> descriptors() {
    return found.values();
  }

  boolean contains(Digest digest) {
    return found.containsKey(digest);
  }

  /**
   * Adds all that {@code root} leads to.
   *
   * @throws ContentMismatchException when a manifest on the way is missing or not what its digest
   *     says
   */
  void add(Descriptor root) throws IOException {
    enter(root);
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      Manifest manifest;
      try {
        manifest = blobs.manifest(next).value();
      } catch (NotFoundException e) {
        throw new ContentMismatchException("missing blob: " + e.getMessage(), e);
      }
      manifest.children().forEach(this::enter);
      Descriptor subject = manifest.subject();
      if (subject != null && blobs.has(subject)) {
        enter(subject);
      }
    }
  }

  private void enter(Descriptor blob) {
    if (found.putIfAbsent(blob.digest(), blob) == null && isManifest(blob)) {
      open.add(blob);
    }
  }

  private static boolean isManifest(Descriptor blob) {
    return MediaType.isManifest(blob.mediaType()) || MediaType.isIndex(blob.mediaType());
  }
}
