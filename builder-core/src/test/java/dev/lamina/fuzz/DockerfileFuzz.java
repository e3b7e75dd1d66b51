package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.ConfigDraft;
import dev.lamina.plan.PlanOptions;
import dev.lamina.plan.PlannedStage;
import dev.lamina.plan.Planner;
import dev.lamina.plan.Scope;
import dev.lamina.plan.StagePlan;
import dev.lamina.plan.StageSource;
import dev.lamina.plan.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The whole way from the bytes of a Dockerfile to the steps of every stage that the target needs
 * and the configuration they make. What follows the first two bytes FF are ONBUILD triggers of base
 * images, one a line.
 */
final class DockerfileFuzz {
  static final byte[] TRIGGERS = {(byte) 0xff, (byte) 0xff};

  private static final Platform PLATFORM = Platform.parse("linux/amd64");
  private static final PlanOptions OPTIONS =
      PlanOptions.of(PLATFORM).withBuildArgs(Map.of("A", "value", "x", "", "VERSION", "1"));

  private DockerfileFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    Limits.within(DockerfileFuzz::check, input);
  }

  static void check(byte[] input) {
    byte[][] parts = Inputs.cut(input, TRIGGERS);
    try {
      BuildPlan plan = Planner.plan(Dockerfile.parse("Dockerfile", parts[0]), OPTIONS);
      ProblemText.warnings(plan.warnings());
      planStages(plan, parts[1]);
    } catch (DockerfileException e) {
      ProblemText.errors(e.problems());
    }
  }

  private static void planStages(BuildPlan plan, byte[] triggers) throws DockerfileException {
    List<String> onBuild =
        triggers.length == 0
            ? List.of()
            : Arrays.asList(new String(triggers, UTF_8).split("\n", -1));
    ContainerConfig base = ContainerConfig.EMPTY.withOnBuild(onBuild);
    Map<Integer, ImageConfig> images = new HashMap<>();
    Map<Integer, Scope> scopes = new HashMap<>();
    for (StagePlan stage : plan.stages()) {
      ImageConfig from = StagePlan.scratch(PLATFORM);
      Scope scope = Scope.EMPTY;
      if (stage.source() instanceof StageSource.EarlierStage earlier) {
        from = Objects.requireNonNull(images.get(earlier.index()));
        scope = Objects.requireNonNull(scopes.get(earlier.index()));
      } else if (stage.source() instanceof StageSource.BaseImage) {
        from = from.withConfig(base);
      }
      PlannedStage planned = stage.steps(from, scope);
      ProblemText.warnings(planned.warnings());
      images.put(stage.index(), finished(planned));
      scopes.put(stage.index(), planned.scope());
    }
  }

  private static ImageConfig finished(PlannedStage planned) {
    ConfigDraft image = new ConfigDraft(planned.start());
    for (Step step : planned.steps()) {
      if (step instanceof Step.Configure configure) {
        image.add(configure.change());
      } else if (step instanceof Step.MakeDirectory make) {
        image.add(make.change());
      }
    }
    return image.image();
  }
}
