package dev.lamina.store;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds an image by what people type. */
final class ImageLookup {
  private static final Pattern ID = Pattern.compile("(?:sha256:)?([0-9a-f]{4,64})");

  private final ImageStore store;

  ImageLookup(ImageStore store) {
    this.store = store;
  }

  Descriptor find(String text) throws IOException {
    Digest digest = digest(text);
    if (digest != null) {
      for (Descriptor root : store.index().withDigest(digest)) {
        return root;
      }
      return byId(text, digest.hex());
    }
    var id = ID.matcher(text);
    boolean maybeId = id.matches();
    if (!text.startsWith("sha256:")) {
      try {
        return store.resolve(Reference.parse(text));
      } catch (NotFoundException e) {
        if (!maybeId) {
          throw e;
        }
      } catch (IllegalArgumentException e) {
        if (!maybeId) {
          throw new NotFoundException(String.valueOf(e.getMessage()));
        }
      }
    }
    if (!maybeId) {
      throw new NotFoundException("no image " + Escaped.text(text) + " in " + store);
    }
    return byId(text, id.group(1));
  }

  private static @Nullable Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException noDigest) {
      return null;
    }
  }

  private Descriptor byId(String text, String prefix) throws IOException {
    Map<Digest, Descriptor> matches = new TreeMap<>();
    for (Descriptor root : store.index().descriptors()) {
      for (Digest id : ids(root)) {
        if (id.hex().startsWith(prefix)) {
          matches.putIfAbsent(id, root);
        }
      }
    }
    if (matches.size() > 1) {
      throw new NotFoundException(
          "ambiguous image ID " + Escaped.text(text) + ": " + matches.keySet());
    }
    for (Descriptor root : matches.values()) {
      return root;
    }
    throw new NotFoundException("no image " + Escaped.text(text) + " in " + store);
  }

  /** The image IDs below a root; what cannot be read has none. */
  private Set<Digest> ids(Descriptor root) throws IOException {
    Set<Digest> ids = new HashSet<>();
    Set<Digest> seen = new HashSet<>();
    Deque<Descriptor> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      boolean readable =
          (MediaType.isManifest(next.mediaType()) || MediaType.isIndex(next.mediaType()))
              && store.has(next);
      if (readable && seen.add(next.digest())) {
        Manifest manifest = store.manifest(next).value();
        if (manifest instanceof ImageManifest image) {
          ids.add(image.config().digest());
        } else {
          open.addAll(manifest.children());
        }
      }
    }
    return ids;
  }
}
