package dev.lamina.build;

import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.BuildRecord.StepRecord;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.entry.EntrySource;
import dev.lamina.filetree.FileTree;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Platform;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.CopyOrigin;
import dev.lamina.plan.PlannedStage;
import dev.lamina.plan.Scope;
import dev.lamina.plan.StagePlan;
import dev.lamina.plan.StageSource;
import dev.lamina.plan.Step;
import dev.lamina.progress.ProgressEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the stages of a plan for one platform. */
final class PlatformBuild {
  /** A finished stage. */
  private record Built(StageImage image, Scope scope) {}

  private final BuildTools tools;
  private final BuildRequest request;
  private final BuildPlan plan;
  private final Platform platform;
  private final StartImages starts;
  private final Map<Integer, PlannedStage> planned = new HashMap<>();
  private final Map<Integer, StageImage> bases = new HashMap<>();
  private final Map<Integer, Built> built = new HashMap<>();
  private final Map<List<Layer>, FileTree> trees = new HashMap<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final BuildNotes notes;

  PlatformBuild(
      BuildTools tools,
      StartImages starts,
      BuildRequest request,
      BuildPlan plan,
      Platform platform) {
    this.tools = tools;
    this.request = request;
    this.plan = plan;
    this.platform = platform;
    this.starts = starts;
    this.notes = new BuildNotes(request, platform);
  }

  /** What is doubtful in the triggers of base images. */
  List<Problem> warnings() {
    return warnings;
  }

  /** What was done, when it is done. */
  BuildNotes notes() {
    return notes;
  }

  /** Builds what the target needs, and the target. */
  StageImage run() throws IOException, DockerfileException {
    // all bases are known before the first step runs, so that a missing one costs nothing
    for (StagePlan stage : plan.stages()) {
      if (!(stage.source() instanceof StageSource.EarlierStage)) {
        plan(stage);
      }
    }
    for (StagePlan stage : plan.stages()) {
      build(stage);
    }
    Built target = built.get(plan.target().index());
    if (target == null) {
      throw new IllegalStateException("the target was not built");
    }
    return target.image();
  }

  /** Builds a stage after those that it turns out to need, which triggers may add to. */
  private void build(StagePlan wanted) throws IOException, DockerfileException {
    Deque<StagePlan> ahead = new ArrayDeque<>();
    ahead.push(wanted);
    while (!ahead.isEmpty()) {
      StagePlan stage = ahead.peek();
      List<StagePlan> missing = missing(stage.dependencies());
      if (missing.isEmpty()) {
        missing = missing(plan(stage).dependencies());
      }
      if (missing.isEmpty()) {
        ahead.pop();
        if (!built.containsKey(stage.index())) {
          built.put(stage.index(), execute(stage));
        }
      } else {
        missing.forEach(ahead::push);
      }
    }
  }

  private List<StagePlan> missing(Set<Integer> stages) {
    return stages.stream()
        .filter(index -> !built.containsKey(index))
        .map(index -> plan.all().get(index))
        .toList();
  }

  private PlannedStage plan(StagePlan stage) throws IOException, DockerfileException {
    PlannedStage known = planned.get(stage.index());
    if (known != null) {
      return known;
    }
    Scope inherited = Scope.EMPTY;
    StageImage base;
    StageSource source = stage.source();
    if (source instanceof StageSource.EarlierStage earlier) {
      Built finished = finished(earlier.index());
      base = finished.image();
      inherited = finished.scope();
    } else {
      base = starts.find(source, platform, stage.place());
    }
    bases.put(stage.index(), base);
    PlannedStage fresh = stage.steps(base.config(), inherited);
    warnings.addAll(fresh.warnings());
    planned.put(stage.index(), fresh);
    return fresh;
  }

  private Built finished(int index) {
    Built finished = built.get(index);
    if (finished == null) {
      throw new IllegalStateException("stage " + index + " is not built yet");
    }
    return finished;
  }

  private Built execute(StagePlan stage) throws IOException, DockerfileException {
    PlannedStage todo = plan(stage);
    StageImage base = bases.get(stage.index());
    if (base == null) {
      throw new IllegalStateException("stage " + stage.label() + " has no base");
    }
    StageState state =
        new StageState(
            tools, request, new StageImage(todo.start(), base.layers(), base.inherited()));
    StageExecutor executor = new StageExecutor(tools, request.sourceDate(), this::origin, state);
    boolean published = isPublished(stage);
    List<StepRecord> records = new ArrayList<>();
    int total = todo.steps().size();
    for (int i = 0; i < total; i++) {
      Step step = todo.steps().get(i);
      String text = String.join("\n", step.place().lines());
      tools.progress().on(new ProgressEvent.StepStarted(stage.label(), i + 1, total, text));
      int before = state.layers().size();
      Fate fate = executor.execute(step);
      Layer layer = fate == Fate.NO_LAYER ? null : state.layers().get(state.layers().size() - 1);
      String origin = layer == null ? "" : tools.cache().used().origin(layer);
      records.add(BuildNotes.step(step, fate, layer, origin));
      if (published) {
        announce(state.layers(), before);
      }
      tools.progress().on(new ProgressEvent.StepDone(stage.label(), i + 1, total, outcome(fate)));
    }
    notes.add(stage, base, todo, records);
    return new Built(state.image(), todo.scope());
  }

  private static ProgressEvent.Outcome outcome(Fate fate) {
    return fate == Fate.FOUND ? ProgressEvent.Outcome.CACHED : ProgressEvent.Outcome.EXECUTED;
  }

  /** Whether the layers of a stage become the image's: the target stands on it, or is it. */
  private boolean isPublished(StagePlan stage) {
    if (request.layers() == BuildRequest.Layers.SQUASHED) {
      return false;
    }
    StagePlan below = plan.target();
    while (below.index() != stage.index()
        && below.source() instanceof StageSource.EarlierStage earlier) {
      below = plan.all().get(earlier.index());
    }
    return below.index() == stage.index();
  }

  private void announce(List<Layer> layers, int from) {
    layers.stream().skip(from).forEach(layer -> tools.sink().announce(layer.descriptor()));
  }

  private EntrySource origin(CopyOrigin origin, Step.CopyFiles step)
      throws IOException, DockerfileException {
    if (origin instanceof CopyOrigin.StageIndex stage) {
      return tree(finished(stage.index()).image());
    }
    if (origin instanceof CopyOrigin.ImageRef image) {
      return tree(starts.image(image.name(), platform, step.place()));
    }
    if (origin instanceof CopyOrigin.NamedContext context) {
      EntrySource files = starts.files(context.name());
      return files == null ? tree(starts.context(context.name(), platform, step.place())) : files;
    }
    return request.context();
  }

  private FileTree tree(StageImage image) throws IOException {
    FileTree tree = trees.get(image.layers());
    if (tree == null) {
      tree = tools.indexes().tree(image.layers());
      trees.put(image.layers(), tree);
    }
    return tree;
  }
}
