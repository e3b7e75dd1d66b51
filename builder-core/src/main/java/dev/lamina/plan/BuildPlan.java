package dev.lamina.plan;

import dev.lamina.dockerfile.Problem;
import java.util.List;

/**
 * What to build, in which order.
 *
 * @param stages the stages that the target needs, in the order to build them; the target is last
 * @param all every stage of the Dockerfile, by index: a trigger of a base image may need one that
 *     nothing else does
 * @param warnings doubts that do not stop a build, in the order of lines
 */
public record BuildPlan(List<StagePlan> stages, List<StagePlan> all, List<Problem> warnings) {
  public BuildPlan {
    stages = List.copyOf(stages);
    all = List.copyOf(all);
    warnings = List.copyOf(warnings);
  }

  /** The stage whose image is the result. */
  public StagePlan target() {
    return stages.get(stages.size() - 1);
  }
}
