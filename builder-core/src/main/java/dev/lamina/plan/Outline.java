package dev.lamina.plan;

import dev.lamina.dockerfile.Problem;
import dev.lamina.oci.Platform;
import java.util.List;

/**
 * What a build would do for one platform, for people and programs to look at.
 *
 * @param platform what the image would run on
 * @param stages those that the target needs, in the order to build them; the target is last
 * @param warnings doubts that do not stop a build, in the order of lines
 */
public record Outline(Platform platform, List<StageOutline> stages, List<Problem> warnings) {
  public Outline {
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
  }
}
