package dev.lamina;

import dev.lamina.image.ImageSource;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether people gave an image by name, or by something else that could be one. */
final class GivenName {
  private GivenName() {}

  /** The name that a text is and that stands for the image; null for IDs and digests. */
  static @Nullable Reference of(String text, ImageSource source, Descriptor root)
      throws IOException {
    Reference name;
    try {
      name = Reference.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    boolean stands =
        name.digest() == null
            && source.images().stream()
                .anyMatch(i -> name.equals(i.name()) && i.root().sameContent(root));
    return stands ? name : null;
  }
}
