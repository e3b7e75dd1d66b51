package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.instruction.Dockerfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks and orders the stages that a target needs. */
public final class Planner {
  private Planner() {}

  /**
   * Plans without touching the network: bases are named, not fetched.
   *
   * @throws DockerfileException with every problem
   */
  public static BuildPlan plan(Dockerfile dockerfile, PlanOptions options)
      throws DockerfileException {
    List<StagePlan> all = new ArrayList<>();
    PlanScope scope =
        new PlanScope(dockerfile, options, Map.of(), new StageNames(dockerfile.stages()));
    dockerfile
        .stages()
        .forEach(
            s ->
                all.add(
                    new StagePlan(
                        s, new StageSource.Scratch(options.targetPlatform()), Set.of(), scope)));
    return new BuildPlan(all, all, List.of());
  }
}
