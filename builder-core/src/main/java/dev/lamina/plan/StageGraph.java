package dev.lamina.plan;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which stage needs which, and why. */
final class StageGraph {
  private final List<Stage> stages;
  private final List<StageSource> sources;
  private final StageNames names;

  /** For each stage, the stages it needs, each with the first instruction that needs it. */
  private final List<Map<Integer, Place>> needs = new ArrayList<>();

  StageGraph(List<Stage> stages, List<StageSource> sources, StageNames names, Findings findings) {
    this.stages = stages;
    this.sources = sources;
    this.names = names;
    for (Stage stage : stages) {
      needs.add(needsOf(stage, findings));
    }
  }

  private Map<Integer, Place> needsOf(Stage stage, Findings findings) {
    Map<Integer, Place> found = new TreeMap<>();
    if (sources.get(stage.index()) instanceof StageSource.EarlierStage base) {
      found.put(base.index(), stage.from().place());
    }
    for (Instruction instruction : instructions(stage)) {
      if (instruction instanceof Instruction.Copy copy) {
        CopyFrom from = CopyFrom.of(copy, stage.index(), names);
        if (from.problem() != null) {
          findings.problem(from.problem());
        } else if (from.origin() instanceof CopyOrigin.StageIndex other) {
          found.putIfAbsent(other.index(), copy.place());
        }
      }
    }
    return found;
  }

  /** What is executed of a stage: triggers of the stage that it is built on, and its own. */
  List<Instruction> instructions(Stage stage) {
    if (isReplaced(stage.index())) {
      return List.of();
    }
    List<Instruction> all = new ArrayList<>(triggersFor(stage));
    all.addAll(stage.instructions());
    return all;
  }

  private boolean isReplaced(int stage) {
    return sources.get(stage) instanceof StageSource.NamedContext context
        && context.extent() == StageSource.NamedContext.Extent.STAGE;
  }

  private List<Instruction> triggersFor(Stage stage) {
    if (!(sources.get(stage.index()) instanceof StageSource.EarlierStage base)
        || isReplaced(base.index())) {
      return List.of();
    }
    List<Instruction> triggers = new ArrayList<>();
    for (Instruction instruction : stages.get(base.index()).instructions()) {
      if (instruction instanceof Instruction.OnBuild onBuild) {
        triggers.add(onBuild.instruction());
      }
    }
    return triggers;
  }

  Set<Integer> needs(int stage) {
    return needs.get(stage).keySet();
  }

  /** All that a stage needs, itself included; in the order of the file, which is the build's. */
  Set<Integer> reachable(int target) {
    Set<Integer> seen = new TreeSet<>(Set.of(target));
    Deque<Integer> todo = new ArrayDeque<>(seen);
    while (!todo.isEmpty()) {
      for (int other : needs(todo.remove())) {
        if (seen.add(other)) {
          todo.add(other);
        }
      }
    }
    return seen;
  }

  /** Tells every cycle once; true when there is one. */
  boolean findCycles(Findings findings) {
    boolean found = false;
    Set<Integer> done = new HashSet<>();
    for (Stage stage : stages) {
      found |= walk(stage.index(), done, findings);
    }
    return found;
  }

  /** Depth first, on a stack of our own: a file may have a thousand stages in a row. */
  private boolean walk(int root, Set<Integer> done, Findings findings) {
    if (!done.add(root)) {
      return false;
    }
    List<Integer> path = new ArrayList<>(List.of(root));
    Deque<Iterator<Integer>> open = new ArrayDeque<>();
    open.push(needs(root).iterator());
    boolean found = false;
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        path.remove(path.size() - 1);
        continue;
      }
      int next = open.element().next();
      int at = path.indexOf(next);
      if (at >= 0) {
        tell(path.subList(at, path.size()), findings);
        found = true;
      } else if (done.add(next)) {
        path.add(next);
        open.push(needs(next).iterator());
      }
    }
    return found;
  }

  private void tell(List<Integer> cycle, Findings findings) {
    int first = cycle.stream().min(Integer::compare).orElseThrow();
    int at = cycle.indexOf(first);
    int second = cycle.get((at + 1) % cycle.size());
    Place place = needs.get(first).get(second);
    StringBuilder way = new StringBuilder();
    for (int i = 0; i <= cycle.size(); i++) {
      way.append(i == 0 ? "" : " needs ").append(label(cycle.get((at + i) % cycle.size())));
    }
    String message = "circular dependency detected on stage: " + label(first);
    findings.problem(
        (place == null ? stages.get(first).from().place() : place)
            .problem(message, way.toString()));
  }

  /** Tells what a stage needs of stages that come after it. */
  void findLater(int stage, Findings findings) {
    needs
        .get(stage)
        .forEach(
            (other, place) -> {
              if (other > stage) {
                findings.problem(
                    place.problem(
                        "cannot copy from stage \""
                            + label(other)
                            + "\", it needs to be defined before current stage \""
                            + label(stage)
                            + "\""));
              }
            });
  }

  private String label(int stage) {
    return stages.get(stage).label();
  }
}
