package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a removal did.
 *
 * @param untagged names that are gone
 * @param root the image that had them
 * @param deleted the image ID, when the image itself is gone with its last name; null when it stays
 */
public record Removed(List<Reference> untagged, Descriptor root, @Nullable Digest deleted) {
  public Removed {
    untagged = List.copyOf(untagged);
  }
}
