package dev.lamina.archive;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImagePicker;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.ProgressEvent.Warning;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code index.json} of an OCI image layout: names, and the roots that they stand for. */
final class LayoutIndex {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_DOCUMENTS = 1000;
  private static final String VERSION = "1.0.0";

  private final ImageCheck check;
  private final ProgressListener watcher;
  private final ArchiveImages images = new ArchiveImages();
  private final Set<Digest> configs = new HashSet<>();
  private final Set<Reference> names = new HashSet<>();

  LayoutIndex(ImageCheck check, ProgressListener watcher) {
    this.check = check;
    this.watcher = watcher;
  }

  /**
   * Checks that this is a layout that we understand.
   *
   * @throws ContentMismatchException when it is not
   */
  static void checkVersion(byte[] layout) throws IOException {
    String version =
        Json.parseObject(layout, MemberNames.LAYOUT).string("imageLayoutVersion", "missing");
    if (!version.equals(VERSION)) {
      throw new ContentMismatchException(
          "not an OCI image layout: version is '"
              + Escaped.text(version)
              + "', expected '"
              + VERSION
              + "'");
    }
  }

  /** Checks every image that the index names. */
  ArchiveImages read(byte[] bytes) throws IOException {
    ImageIndex index = ImageIndex.parse(Json.parseObject(bytes, MemberNames.INDEX));
    requireAll(index);
    for (Descriptor entry : index.manifests()) {
      Reference name = name(entry);
      if (name != null) {
        names.add(name);
      }
      images.add(name, root(withoutName(entry)), namesOf(entry));
    }
    return images;
  }

  /**
   * Says all that is missing of all images at once: whoever has to fetch it wants the whole list.
   */
  private void requireAll(ImageIndex index) throws IOException {
    Set<String> missing = new LinkedHashSet<>();
    for (Descriptor entry : index.manifests()) {
      if (isManifest(entry)) {
        missing.addAll(missing(entry));
      }
    }
    if (missing.size() > 1) {
      throw ImageCheck.missing(List.copyOf(missing));
    }
  }

  /** What an image lacks; of an index one whole image is enough. */
  private Set<String> missing(Descriptor root) throws IOException {
    if (!check.has(root)) {
      return Set.of("document " + root.digest());
    }
    Set<String> missing = new LinkedHashSet<>();
    Manifest manifest = check.manifest(root).value();
    if (manifest instanceof ImageIndex index) {
      if (!whole(index).isEmpty()) {
        return Set.of();
      }
      for (Descriptor child : index.manifests()) {
        if (!check.has(child)) {
          missing.add("document " + child.digest());
        } else if (MediaType.isManifest(child.mediaType())) {
          missing.addAll(missing(child));
        }
      }
    } else if (manifest instanceof ImageManifest image) {
      for (Descriptor blob : check.missing(image)) {
        missing.add((blob.equals(image.config()) ? "config " : "layer ") + blob.digest());
      }
    }
    return missing;
  }

  private static Map<String, String> namesOf(Descriptor entry) {
    Map<String, String> names = new TreeMap<>(entry.annotations());
    names.keySet().retainAll(Set.of(Annotations.CONTAINERD_NAME, Annotations.REF_NAME));
    return names;
  }

  /** The configs of all images that were read. */
  Set<Digest> configs() {
    return configs;
  }

  /** The names of all images that were read. */
  Set<Reference> names() {
    return names;
  }

  /** The full name if there is one; a tag alone names nothing. */
  private @Nullable Reference name(Descriptor entry) throws RefusedInputException {
    String full = entry.annotations().get(Annotations.CONTAINERD_NAME);
    if (full != null) {
      return ImageList.name(full, MemberNames.INDEX + ": " + Annotations.CONTAINERD_NAME);
    }
    String text = entry.annotations().get(Annotations.REF_NAME);
    if (text == null) {
      return null;
    }
    Reference name = ImageList.name(text, MemberNames.INDEX + ": " + Annotations.REF_NAME);
    return ImagePicker.isTagAlone(text) ? null : name;
  }

  /** From here on the name is a {@link Reference}; words left beside it could contradict it. */
  private static Descriptor withoutName(Descriptor entry) {
    SortedMap<String, String> annotations = new TreeMap<>(entry.annotations());
    annotations.remove(Annotations.CONTAINERD_NAME);
    annotations.remove(Annotations.REF_NAME);
    return entry.withAnnotations(annotations);
  }

  /** Checks all that a root leads to, and returns it, or what is here of it. */
  private Descriptor root(Descriptor entry) throws IOException {
    if (!isManifest(entry)) {
      throw new RefusedInputException(
          MemberNames.INDEX
              + ": "
              + entry.digest()
              + " is no image: "
              + Escaped.text(entry.mediaType()));
    }
    Document<? extends Manifest> document = check.manifest(entry);
    if (document.value() instanceof ImageIndex index) {
      List<Descriptor> whole = whole(index);
      if (whole.size() < index.manifests().size()) {
        return narrow(entry, index, whole);
      }
    }
    checkTree(entry);
    return entry;
  }

  /** The children of which nothing is missing. */
  private List<Descriptor> whole(ImageIndex index) throws IOException {
    List<Descriptor> whole = new ArrayList<>();
    for (Descriptor child : index.manifests()) {
      boolean complete = check.has(child);
      if (complete && MediaType.isManifest(child.mediaType())) {
        Manifest manifest = check.manifest(child).value();
        complete = manifest instanceof ImageManifest image && check.missing(image).isEmpty();
      }
      if (complete) {
        whole.add(child);
      }
    }
    return whole;
  }

  /**
   * Docker 25 and later save the index of an image even when only one of its platforms was ever
   * pulled. What is whole is loaded: one image as itself, several under a smaller index.
   */
  private Descriptor narrow(Descriptor entry, ImageIndex index, List<Descriptor> whole)
      throws IOException {
    List<Descriptor> found =
        whole.stream().filter(child -> !PlatformMatcher.isAttestation(child)).toList();
    if (found.isEmpty()) {
      checkTree(entry); // says what is missing
      throw new ContentMismatchException("index " + entry.digest() + " holds no complete image");
    }
    watcher.on(
        new Warning(
            "the archive holds "
                + whole.size()
                + " of the "
                + index.manifests().size()
                + " images of index "
                + entry.digest()
                + "; the others are left out"));
    for (Descriptor child : whole) {
      checkTree(child);
    }
    return found.size() == 1
        ? found.get(0)
        : images.generated(index.withManifests(whole).toDocument());
  }

  private record Visit(Descriptor descriptor, int depth) {}

  private void checkTree(Descriptor root) throws IOException {
    Deque<Visit> todo = new ArrayDeque<>();
    Set<Digest> seen = new HashSet<>();
    todo.push(new Visit(root, 1));
    while (!todo.isEmpty()) {
      Visit visit = todo.pop();
      if (!seen.add(visit.descriptor().digest())) {
        continue;
      }
      if (visit.depth() > MAX_DEPTH || seen.size() > MAX_DOCUMENTS) {
        throw new RefusedInputException(
            "index "
                + root.digest()
                + " leads to more than "
                + MAX_DOCUMENTS
                + " manifests or nests more than "
                + MAX_DEPTH
                + " indexes");
      }
      Manifest manifest = check.manifest(visit.descriptor()).value();
      if (manifest instanceof ImageManifest image) {
        check.check(visit.descriptor(), image);
        configs.add(image.config().digest());
      } else {
        for (Descriptor child : manifest.children()) {
          if (isManifest(child)) {
            todo.push(new Visit(child, visit.depth() + 1));
          } else {
            check.requirePresent(child, "blob");
          }
        }
      }
    }
  }

  private static boolean isManifest(Descriptor descriptor) {
    return MediaType.isManifest(descriptor.mediaType())
        || MediaType.isIndex(descriptor.mediaType());
  }
}
