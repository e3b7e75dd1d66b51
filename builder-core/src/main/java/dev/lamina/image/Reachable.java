package dev.lamina.image;

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
public final class Reachable {
  private final ImageSource images;
  private final Map<Digest, Descriptor> found = new LinkedHashMap<>();
  private final Deque<Descriptor> open = new ArrayDeque<>();

  /** Nothing yet, of what is here. */
  public Reachable(ImageSource images) {
    this.images = images;
  }

  /** The blobs, manifests among them, that the roots lead to; as they were first referred to. */
  public Collection<Descriptor> descriptors() {
    return found.values();
  }

  /** Whether a root leads to this blob. */
  public boolean contains(Digest digest) {
    return found.containsKey(digest);
  }

  /**
   * Adds all that {@code root} leads to.
   *
   * @throws ContentMismatchException when a manifest on the way is missing or not what its digest
   *     says
   */
  public void add(Descriptor root) throws IOException {
    enter(root);
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      Manifest manifest;
      try {
        manifest = images.manifest(next).value();
      } catch (NotFoundException e) {
        throw new ContentMismatchException("missing blob: " + e.getMessage(), e);
      }
      manifest.children().forEach(this::enter);
      Descriptor subject = manifest.subject();
      if (subject != null && images.has(subject)) {
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
