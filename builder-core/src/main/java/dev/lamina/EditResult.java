package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import java.util.List;

/**
 * What an edit has made.
 *
 * @param root the manifest or index
 * @param imageId the digest of the config; of an index that of one of its images
 * @param names what was set; one without a name where the result has none
 */
public record EditResult(Descriptor root, Digest imageId, List<NamedRoot> names) {
  public EditResult {
    names = List.copyOf(names);
  }
}
