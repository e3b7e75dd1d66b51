package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.edit.BaseFinder;
import dev.lamina.edit.ImageDraft;
import dev.lamina.image.Image;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The base that annotations of an image name (OCI image-spec, annotations.md).
 *
 * @param images where it is looked for, alone or in an index
 */
record AnnotatedBase(ImageSource images) implements BaseFinder {
  @Override
  public Image find(ImageDraft image) throws IOException {
    String digest = value(image.from(), Annotations.BASE_DIGEST, "old");
    for (NamedImage named : images.images()) {
      Descriptor found = find(named.root(), digest);
      if (found != null) {
        // of a manifest the platform does not matter
        PlatformMatcher any = new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM);
        return Image.read(images, found, any);
      }
    }
    throw new NotFoundException(
        "the old base "
            + Escaped.text(digest)
            + " of image "
            + image.from().descriptor().digest()
            + " is not in the store");
  }

  private @Nullable Descriptor find(Descriptor root, String digest) throws IOException {
    if (root.digest().toString().equals(digest)) {
      return root;
    }
    List<Descriptor> listed =
        images.manifest(root).value() instanceof ImageIndex index ? index.manifests() : List.of();
    return listed.stream()
        .filter(entry -> entry.digest().toString().equals(digest))
        .findFirst()
        .orElse(null);
  }

  /** What the base is called, which may stand for a newer one by now. */
  String name(Image image) throws NotFoundException {
    return value(image, Annotations.BASE_NAME, "new");
  }

  private static String value(Image image, String key, String which) throws NotFoundException {
    String value = image.manifest().annotations().get(key);
    if (value == null) {
      throw new NotFoundException(
          "image "
              + image.descriptor().digest()
              + " does not say what its base is (it has no annotation "
              + key
              + "): name the "
              + which
              + " base");
    }
    return value;
  }
}
