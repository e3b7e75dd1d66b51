package dev.lamina.build;

import dev.lamina.digest.Digest;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.Sharing;
import dev.lamina.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An OCI image layout of somebody's, from which one image is wanted. Nothing is written there. */
final class LayoutImages {
  private static final String LATEST = "latest";

  private final ImageStore layout;
  private final String shown;

  private LayoutImages(ImageStore layout, String shown) {
    this.layout = layout;
    this.shown = shown;
  }

  /**
   * @throws NotFoundException when nothing is there
   * @throws dev.lamina.digest.ContentMismatchException when it is no layout
   */
  static LayoutImages open(Path directory) throws IOException {
    String shown = Escaped.text(directory.toString());
    if (!Files.isDirectory(directory)) {
      throw new NotFoundException("there is no OCI image layout at " + shown);
    }
    // whoever owns it: what is read from it is named by digests
    StoreOptions options = StoreOptions.DEFAULT.withSharing(Sharing.SHARED);
    return new LayoutImages(ImageStore.open(directory, options), shown);
  }

  /** The layout as a place to copy from. */
  ImageStore source() {
    return layout;
  }

  /**
   * The image of a name.
   *
   * @param reference a digest, or a name as the layout writes it, or in any form of an image's
   *     name; null for {@code latest}, else the only image that there is
   * @throws NotFoundException when there is no such image; says what there is
   */
  Descriptor find(@Nullable String reference) throws IOException {
    Optional<Descriptor> found =
        reference != null && reference.startsWith("sha256:")
            ? withDigest(reference)
            : named(reference == null ? LATEST : reference);
    if (found.isPresent()) {
      return found.get();
    }
    List<Descriptor> all = layout.images().stream().map(NamedImage::root).distinct().toList();
    if (reference == null && all.stream().map(Descriptor::digest).distinct().count() == 1) {
      return all.get(0);
    }
    String what = reference == null ? "none called latest" : "no " + Escaped.text(reference);
    throw new NotFoundException("the OCI image layout " + shown + " has " + what + names(all));
  }

  private Optional<Descriptor> named(String name) throws IOException {
    Optional<Descriptor> found = layout.findRefName(name);
    if (found.isPresent()) {
      return found;
    }
    try {
      return layout.findRefName(Reference.parse(name).toString());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Descriptor> withDigest(String text) throws IOException {
    Digest digest;
    try {
      digest = Digest.parse(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    for (NamedImage image : layout.images()) {
      Descriptor root = image.root();
      if (root.digest().equals(digest)) {
        return Optional.of(root);
      }
      if (MediaType.isIndex(root.mediaType())) {
        for (Descriptor child : layout.manifest(root).value().children()) {
          if (child.digest().equals(digest)) {
            return Optional.of(child);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String names(List<Descriptor> all) {
    TreeSet<String> names = new TreeSet<>();
    for (Descriptor root : all) {
      String name = root.annotations().get(Annotations.REF_NAME);
      names.add(name == null ? "@" + root.digest() : Escaped.text(name));
    }
    return names.isEmpty() ? "; it is empty" : "; it has " + String.join(", ", names);
  }
}
