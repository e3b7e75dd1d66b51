package dev.lamina;

import dev.lamina.image.Image;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.util.List;

/**
 * All that is known of an image without reading its layers.
 *
 * @param names that stand for it in the store
 * @param root the document that the names stand for
 * @param image the image for one platform: of an index the one for the platform asked for, or else
 *     its first
 */
public record ImageDetails(List<Reference> names, Document<? extends Manifest> root, Image image) {
  public ImageDetails {
    names = List.copyOf(names);
  }

  /** Bytes of config and layers as they are stored. */
  public long size() {
    return image.config().descriptor().size()
        + image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
  }
}
