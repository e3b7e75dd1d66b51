package dev.lamina.build;

import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.Problem;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.util.List;

/**
 * What a build has made.
 *
 * @param root the manifest, or the index when several platforms were asked for
 * @param imageId the digest of the config; with several platforms, of the first one's
 * @param names the names that stand for it now
 * @param warnings what is doubtful in the Dockerfile, by line
 */
public record BuildResult(
    Descriptor root, Digest imageId, List<Reference> names, List<Problem> warnings) {
  public BuildResult {
    names = List.copyOf(names);
    warnings = List.copyOf(warnings);
  }
}
