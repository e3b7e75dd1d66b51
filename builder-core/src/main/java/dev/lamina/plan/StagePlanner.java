package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.InstructionReader;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.io.Escaped;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Plans one stage on a known base: triggers first, then its own instructions. */
final class StagePlanner {
  /** More triggers than this are an attack, not an image. */
  private static final int MAX_TRIGGERS = 1000;

  private static final long NAME_COST = 16;
  private static final long TRIGGER_COST = 256;

  private final Stage stage;
  private final PlanScope scope;
  private final ImageConfig base;
  private final Scope inherited;
  private final StageWatcher watcher;
  private final Findings findings = new Findings();
  private final Set<Integer> dependencies = new TreeSet<>();

  StagePlanner(
      Stage stage, PlanScope scope, ImageConfig base, Scope inherited, StageWatcher watcher) {
    this.stage = stage;
    this.scope = scope;
    this.base = base;
    this.inherited = inherited;
    this.watcher = watcher;
  }

  PlannedStage plan() throws DockerfileException {
    ImageConfig start = start(base);
    // what is inherited is copied, and there may be many stages
    int inheritedNames = names(base.config()) + inherited.values().size();
    scope.effort().spend(NAME_COST * inheritedNames, stage.from().place());
    StageState state = new StageState(start, inherited, scope);
    runTriggers(state);
    for (int i = 0; i < stage.instructions().size(); i++) {
      Instruction instruction = stage.instructions().get(i);
      watcher.before(stage, i, state);
      Refusals.check(instruction, findings);
      new StepMaker(state, stage, scope.dockerfile().escape(), findings).make(instruction);
    }
    findings.throwIfAny();
    for (Step step : state.steps()) {
      if (step instanceof Step.CopyFiles copy
          && copy.origin() instanceof CopyOrigin.StageIndex other) {
        dependencies.add(other.index());
      }
    }
    return new PlannedStage(
        start,
        state.steps(),
        state.image(),
        new Scope(state.args()),
        dependencies,
        findings.warnings());
  }

  private static int names(ContainerConfig config) {
    return config.env().size()
        + config.labels().size()
        + config.exposedPorts().size()
        + config.volumes().size();
  }

  private static ImageConfig start(ImageConfig base) {
    ImageConfig start =
        base.withCreated(null)
            .withExtra(JsonObject.EMPTY)
            .withConfig(base.config().withOnBuild(List.of()).withExtra(JsonObject.EMPTY));
    boolean hasPath = base.config().env().stream().anyMatch(e -> e.startsWith("PATH="));
    return hasPath
        ? start
        : new ConfigChange.EnvSet(Map.of("PATH", StagePlan.DEFAULT_PATH)).apply(start);
  }

  private void runTriggers(StageState state) throws DockerfileException {
    List<String> texts = base.config().onBuild();
    Place from = stage.from().place();
    if (texts.size() > MAX_TRIGGERS) {
      throw new DockerfileException(
          from.problem("the base has more than " + MAX_TRIGGERS + " ONBUILD triggers"));
    }
    for (String text : texts) {
      scope.effort().spend(TRIGGER_COST + text.length(), from);
      Findings own = new Findings();
      try {
        Instruction trigger = InstructionReader.trigger(text, from);
        checkTrigger(trigger, own);
        new StepMaker(state, stage, '\\', own).make(trigger);
        own.throwIfAny();
      } catch (DockerfileException e) {
        e.problems().forEach(p -> findings.problem(named(p, text)));
      }
    }
  }

  /** The trigger stands in no file: FROM is its place, so its text must be in the message. */
  private static Problem named(Problem problem, String text) {
    return new Problem(
        problem.range(),
        "ONBUILD trigger of the base, " + Escaped.text(text) + ": " + problem.message(),
        problem.hint(),
        problem.sourceLines());
  }

  /** A trigger of an image was not seen by the planner: what it refers to is checked here. */
  private void checkTrigger(Instruction trigger, Findings own) {
    Refusals.check(trigger, own);
    if (trigger instanceof Instruction.Copy copy) {
      CopyFrom from = CopyFrom.of(copy, stage.index(), scope.names());
      if (from.origin() instanceof CopyOrigin.StageIndex other && other.index() >= stage.index()) {
        own.problem(
            copy.place()
                .problem(
                    "cannot copy from stage "
                        + scope.dockerfile().stages().get(other.index()).label()
                        + ", which is not defined before this stage"));
      }
    }
  }
}
