package dev.lamina.lint;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.lint.StageHistory.BaseEnv;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.PlanOptions;
import dev.lamina.plan.PlannedStage;
import dev.lamina.plan.Scope;
import dev.lamina.plan.StagePlan;
import dev.lamina.plan.StageSoFar;
import dev.lamina.plan.StageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plans stages one after the other, and shows each instruction to the rules on the way. */
final class StageWalk {
  /** A stage that was gone through. */
  private record Done(ImageConfig end, Scope scope, StageHistory history) {}

  private final Linter linter;
  private final PlanOptions options;
  private final BaseConfigs bases;
  private final List<List<Statement>> written;
  private final Map<Integer, Done> done = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  StageWalk(Linter linter, PlanOptions options, BaseConfigs bases) {
    this.linter = linter;
    this.options = options;
    this.bases = bases;
    this.written = linter.byStage();
  }

  void walk(BuildPlan plan, Linter.Extent extent) throws IOException, DockerfileException {
    List<StagePlan> needed = plan.stages();
    for (StagePlan stage : extent == Linter.Extent.ALL ? plan.all() : needed) {
      Done before = before(stage);
      StageHistory history = before.history();
      try {
        PlannedStage planned =
            stage.steps(
                before.end(), before.scope(), (s, index, soFar) -> look(s, index, soFar, history));
        done.put(stage.index(), new Done(planned.end(), planned.scope(), history));
      } catch (DockerfileException e) {
        history.breakOff();
        ImageConfig end = before.end().withConfig(history.config());
        done.put(stage.index(), new Done(end, before.scope(), history));
        if (needed.contains(stage)) { // others are no obstacle to this build
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new DockerfileException(problems);
    }
  }

  /** What a stage begins with. */
  private Done before(StagePlan stage) throws IOException, DockerfileException {
    StageSource source = stage.source();
    if (source instanceof StageSource.EarlierStage earlier) {
      Done below = Objects.requireNonNull(done.get(earlier.index()), "stages are in order");
      return new Done(below.end(), below.scope(), below.history().inherited());
    }
    if (source instanceof StageSource.Scratch scratch) {
      ImageConfig config = StagePlan.scratch(scratch.platform());
      return new Done(config, Scope.EMPTY, new StageHistory(BaseEnv.KNOWN));
    }
    Platform target = options.targetPlatform();
    ImageConfig config = bases.find(source, target, stage.place());
    return config == null
        ? new Done(ImageConfig.of(target), Scope.EMPTY, new StageHistory(BaseEnv.UNKNOWN))
        : new Done(config, Scope.EMPTY, new StageHistory(BaseEnv.KNOWN));
  }

  private void look(Stage stage, int index, StageSoFar soFar, StageHistory history) {
    Moment moment =
        new Moment(
            stage.instructions().get(index),
            written.get(stage.index()).get(index),
            linter.escape(),
            soFar,
            linter.effort(),
            history,
            options.buildArgs(),
            linter.ignored());
    linter.check(moment);
    history.add(moment);
  }
}
