package dev.lamina.plan;

import dev.lamina.dockerfile.Problem;
import dev.lamina.oci.ImageConfig;
import java.util.List;
import java.util.Set;

/**
 * A stage whose base is known.
 *
 * @param start the configuration to begin with: the base's, its ONBUILD list taken out, a PATH
 *     added when it has none, {@code created} and what only Docker's engine knows dropped; rootfs
 *     and history are the base's
 * @param steps what to do, triggers of the base first
 * @param end the configuration after the steps; layers and history are not in it yet
 * @param scope the ARG values for stages built on this one
 * @param dependencies the stages that must exist before the steps run; triggers may add to those
 *     that {@link StagePlan#dependencies} knows
 * @param warnings doubts that do not stop a build
 */
public record PlannedStage(
    ImageConfig start,
    List<Step> steps,
    ImageConfig end,
    Scope scope,
    Set<Integer> dependencies,
    List<Problem> warnings) {
  public PlannedStage {
    steps = List.copyOf(steps);
    dependencies = Set.copyOf(dependencies);
    warnings = List.copyOf(warnings);
  }
}
