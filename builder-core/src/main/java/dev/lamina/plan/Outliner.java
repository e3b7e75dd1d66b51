package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.StageOutline.BaseKind;
import dev.lamina.plan.StageOutline.Detail;
import dev.lamina.plan.StepOutline.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a plan would do without a look at any base: stages that stand on scratch are known in
 * full, those that stand on images only as they are written.
 */
public final class Outliner {
  private final BuildPlan plan;
  private final Platform platform;
  private final Map<Integer, Finished> finished = new HashMap<>();
  private final Set<Problem> warnings;

  /** What a stage hands to those that stand on it. */
  private record Finished(ImageConfig config, Scope scope) {}

  private Outliner(BuildPlan plan, Platform platform) {
    this.plan = plan;
    this.platform = platform;
    this.warnings = new LinkedHashSet<>(plan.warnings());
  }

  /**
   * Outlines a plan.
   *
   * @param platform what the plan was made for
   * @throws DockerfileException with the problems of the stages that are known in full
   */
  public static Outline outline(BuildPlan plan, Platform platform) throws DockerfileException {
    return new Outliner(plan, platform).outline();
  }

  private Outline outline() throws DockerfileException {
    List<StageOutline> stages = new ArrayList<>();
    for (StagePlan stage : plan.stages()) {
      stages.add(stage(stage));
    }
    List<Problem> sorted = warnings.stream().sorted(Problem.BY_PLACE).toList();
    return new Outline(platform, stages, sorted);
  }

  private StageOutline stage(StagePlan stage) throws DockerfileException {
    StageSource source = stage.source();
    Finished base = base(source);
    List<StepOutline> steps = base == null ? asWritten(stage) : expanded(stage, base);
    Detail detail = base == null ? Detail.AS_WRITTEN : Detail.EXPANDED;
    return new StageOutline(
        stage.index(), stage.name().orElse(null), kind(source), name(source), detail, steps);
  }

  /** The base's configuration, when it is known without looking at it. */
  private @Nullable Finished base(StageSource source) {
    if (source instanceof StageSource.Scratch scratch) {
      return new Finished(StagePlan.scratch(scratch.platform()), Scope.EMPTY);
    }
    return source instanceof StageSource.EarlierStage earlier
        ? finished.get(earlier.index())
        : null;
  }

  private static BaseKind kind(StageSource source) {
    if (source instanceof StageSource.Scratch) {
      return BaseKind.SCRATCH;
    }
    if (source instanceof StageSource.BaseImage) {
      return BaseKind.IMAGE;
    }
    return source instanceof StageSource.EarlierStage ? BaseKind.STAGE : BaseKind.CONTEXT;
  }

  private String name(StageSource source) {
    if (source instanceof StageSource.BaseImage image) {
      return image.name();
    }
    if (source instanceof StageSource.EarlierStage earlier) {
      return label(earlier.index());
    }
    return source instanceof StageSource.NamedContext context ? context.name() : "scratch";
  }

  private String label(int stage) {
    return plan.all().get(stage).label();
  }

  private List<StepOutline> expanded(StagePlan stage, Finished base) throws DockerfileException {
    PlannedStage planned = stage.steps(base.config(), base.scope());
    warnings.addAll(planned.warnings());
    List<StepOutline> steps = new ArrayList<>();
    for (Step step : planned.steps()) {
      boolean layer =
          step instanceof Step.CopyFiles
              || (step instanceof Step.MakeDirectory make && !make.path().isRoot());
      String from = step instanceof Step.CopyFiles copy ? from(copy.origin()) : null;
      steps.add(
          new StepOutline(
              step.range(), step.createdBy(), layer ? Effect.LAYER : Effect.CONFIG, from));
    }
    finished.put(stage.index(), new Finished(planned.end(), planned.scope()));
    return steps;
  }

  private List<StepOutline> asWritten(StagePlan stage) {
    List<StepOutline> steps = new ArrayList<>();
    for (Instruction instruction : stage.instructions()) {
      boolean copy = instruction instanceof Instruction.Copy;
      boolean layer = copy || instruction instanceof Instruction.Workdir;
      String text = String.join("\n", instruction.place().lines());
      String from = instruction instanceof Instruction.Copy c ? from(stage.origin(c)) : null;
      steps.add(
          new StepOutline(
              instruction.place().range(), text, layer ? Effect.LAYER : Effect.CONFIG, from));
    }
    return steps;
  }

  private String from(CopyOrigin origin) {
    if (origin instanceof CopyOrigin.StageIndex stage) {
      return "stage " + label(stage.index());
    }
    if (origin instanceof CopyOrigin.ImageRef image) {
      return "image " + image.name();
    }
    return origin instanceof CopyOrigin.NamedContext context
        ? "context " + context.name()
        : "context";
  }
}
