package dev.lamina.plan;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.dockerfile.shell.WordExpander;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Picks and orders the stages that a target needs. */
public final class Planner {
  private final Dockerfile dockerfile;
  private final PlanOptions options;
  private final StageNames names;
  private final Findings findings = new Findings();

  private Planner(Dockerfile dockerfile, PlanOptions options) {
    this.dockerfile = dockerfile;
    this.options = options;
    this.names = new StageNames(dockerfile.stages(), ContextNames.of(options.contexts()));
  }

  /**
   * Plans without touching anything: bases are named, not fetched. What only shows when a stage's
   * base is known is told by {@link StagePlan#steps}.
   *
   * @throws DockerfileException with every problem: of FROM lines and references between stages
   *     anywhere, and of what this build can't do in the stages that the target needs
   */
  public static BuildPlan plan(Dockerfile dockerfile, PlanOptions options)
      throws DockerfileException {
    return new Planner(dockerfile, options).plan(Refusal.TOLD);
  }

  /**
   * As {@link #plan}, but what this build can't do is no problem yet: {@link StagePlan#steps} tells
   * it. For those who look at a file without building it.
   */
  public static BuildPlan outline(Dockerfile dockerfile, PlanOptions options)
      throws DockerfileException {
    return new Planner(dockerfile, options).plan(Refusal.LATER);
  }

  /** When to tell what a build can't do. */
  private enum Refusal {
    TOLD,
    LATER
  }

  private BuildPlan plan(Refusal refusal) throws DockerfileException {
    dockerfile.warnings().forEach(findings::warning);
    List<Stage> stages = dockerfile.stages();
    WordExpander expander = new WordExpander(dockerfile.escape(), new Effort());
    Map<String, String> globals = GlobalArgs.of(dockerfile, options, expander, findings);
    List<StageSource> sources =
        new StageSources(expander, options, globals, names, findings).of(stages);
    StageGraph graph = new StageGraph(stages, sources, names, findings);
    OptionalInt target = target();
    boolean cyclic = graph.findCycles(findings);
    Set<Integer> reachable =
        target.isPresent() ? graph.reachable(target.getAsInt()) : Set.<Integer>of();
    for (int index : reachable) {
      checkReachable(stages.get(index), graph, cyclic, refusal);
    }
    findings.throwIfAny();
    UnusedArgs.find(dockerfile, options).ifPresent(findings::warning);
    PlanScope scope = new PlanScope(dockerfile, options, globals, names, expander.effort());
    List<StagePlan> all = new ArrayList<>();
    for (Stage stage : stages) {
      int index = stage.index();
      all.add(new StagePlan(stage, sources.get(index), graph.needs(index), scope));
    }
    List<StagePlan> needed = reachable.stream().map(all::get).toList();
    return new BuildPlan(needed, all, findings.warnings());
  }

  private void checkReachable(Stage stage, StageGraph graph, boolean cyclic, Refusal refusal) {
    if (refusal == Refusal.TOLD) {
      graph.instructions(stage).forEach(i -> Refusals.check(i, findings));
    }
    if (!cyclic) {
      graph.findLater(stage.index(), findings);
    }
  }

  private OptionalInt target() {
    int last = dockerfile.stages().size() - 1;
    String target = options.target();
    if (target == null || target.isEmpty()) {
      return OptionalInt.of(last);
    }
    OptionalInt named = names.before(last + 1, target);
    if (named.isEmpty() && StageNames.isNumber(target)) {
      named = names.ofNumber(target);
    }
    if (named.isEmpty()) {
      Place place = dockerfile.stages().get(last).from().place();
      findings.problem(
          place.problem(
              "target stage \""
                  + Escaped.text(target)
                  + "\" could not be found"
                  + DidYouMean.suffix(target, names.names()),
              names.known()));
    }
    return named;
  }

  /** Every ARG of a file. */
  static List<Instruction.Arg> args(Dockerfile dockerfile) {
    List<Instruction.Arg> args = new ArrayList<>(dockerfile.globals());
    for (Stage stage : dockerfile.stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Arg arg) {
          args.add(arg);
        }
      }
    }
    return args;
  }
}
