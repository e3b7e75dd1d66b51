package dev.lamina.build;

import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.oci.Platform;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.Outline;
import dev.lamina.plan.Outliner;
import dev.lamina.plan.Planner;
import java.util.ArrayList;
import java.util.List;

/** The plans of a request, one for each of its platforms. Nothing but the Dockerfile is read. */
public final class RequestPlans {
  private RequestPlans() {}

  /** In the order of the platforms. */
  private static List<BuildPlan> of(BuildRequest request) throws DockerfileException {
    DockerfileSource source = request.dockerfile();
    Dockerfile dockerfile = Dockerfile.parse(source.name(), source.bytes());
    List<BuildPlan> plans = new ArrayList<>();
    for (Platform platform : request.platforms()) {
      plans.add(Planner.plan(dockerfile, request.planOptions(platform)));
    }
    return plans;
  }

  /**
   * What a build would do, for each platform.
   *
   * @throws DockerfileException with every problem that shows without a look at the base images
   */
  public static List<Outline> outline(BuildRequest request) throws DockerfileException {
    List<BuildPlan> plans = of(request);
    List<Outline> outlines = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      outlines.add(Outliner.outline(plans.get(i), request.platforms().get(i)));
    }
    return outlines;
  }
}
