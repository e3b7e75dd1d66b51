package dev.lamina.cache;

import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.BuildRecord.StageRecord;
import dev.lamina.cache.BuildRecord.StepRecord;
import dev.lamina.cache.Reason.Kind;
import dev.lamina.cache.StepVerdict.Verdict;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.layer.Layer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a build with the one before it. */
public final class BuildVerdicts {
  private final BuildRecord build;
  private final @Nullable BuildRecord before;
  private final Indexes indexes;
  private final List<StepVerdict> verdicts = new ArrayList<>();

  /** Tells what is in a layer. */
  @FunctionalInterface
  public interface Indexes {
    /** Null when that is not known without reading it. */
    @Nullable LayerIndex find(Layer layer);
  }

  private BuildVerdicts(BuildRecords.Pair pair, Indexes indexes) {
    this.build = pair.build();
    this.before = pair.before();
    this.indexes = indexes;
  }

  /** A verdict on each step of a build, FROM lines included. */
  public static List<StepVerdict> of(BuildRecords.Pair pair, Indexes indexes) {
    return new BuildVerdicts(pair, indexes).run();
  }

  private List<StepVerdict> run() {
    for (StageRecord stage : build.stages()) {
      StageRecord old = before == null ? null : stage(before, stage);
      int total = stage.steps().size();
      List<Reason> base = base(stage, old);
      Verdict verdict = base.isEmpty() ? Verdict.SAME : Verdict.CHANGED;
      verdicts.add(new StepVerdict(stage.label(), 0, total, stage.from(), verdict, base));
      PriorSteps prior = new PriorSteps(old == null ? List.of() : old.steps());
      for (int i = 0; i < total; i++) {
        StepRecord step = stage.steps().get(i);
        StepRecord oldStep = prior.of(step, i);
        List<Reason> reasons = reasons(stage, step, old, oldStep);
        verdicts.add(
            new StepVerdict(
                stage.label(), i + 1, total, step.text(), verdict(step, reasons), reasons));
      }
    }
    return verdicts;
  }

  private StageRecord stage(BuildRecord from, StageRecord wanted) {
    int number = build.stages().indexOf(wanted);
    return from.stages().stream()
        .filter(stage -> stage.label().equals(wanted.label()))
        .findFirst()
        .orElseGet(() -> from.stages().get(Math.min(number, from.stages().size() - 1)));
  }

  private static Verdict verdict(StepRecord step, List<Reason> reasons) {
    return switch (step.fate()) {
      case FOUND -> Verdict.HIT;
      case MADE, LOST -> Verdict.MISS;
      case NO_LAYER -> reasons.isEmpty() ? Verdict.SAME : Verdict.CHANGED;
    };
  }

  private static List<Reason> base(StageRecord stage, @Nullable StageRecord old) {
    Set<Reason> reasons = new LinkedHashSet<>();
    if (old == null) {
      return List.of(Reason.of(Kind.FIRST_BUILD));
    }
    if (!stage.base().equals(old.base()) || !stage.baseId().equals(old.baseId())) {
      variables(stage.from(), stage, old, reasons);
      String name = stage.base().isEmpty() ? "scratch" : stage.base();
      reasons.add(new Reason(Kind.BASE, name, shown(old), shown(stage)));
    }
    return List.copyOf(reasons);
  }

  private static String shown(StageRecord stage) {
    String name = stage.base().isEmpty() ? "scratch" : stage.base();
    return stage.baseId().isEmpty() ? name : stage.baseId();
  }

  private List<Reason> reasons(
      StageRecord stage, StepRecord step, @Nullable StageRecord old, @Nullable StepRecord was) {
    Set<Reason> reasons = new LinkedHashSet<>();
    if (!step.origin().isEmpty()) {
      reasons.add(Reason.of(Kind.SHARED, step.origin()));
    }
    boolean made = step.fate() == Fate.MADE || step.fate() == Fate.LOST;
    if (made && build.lookup() == BuildRecord.Lookup.IGNORED) {
      reasons.add(Reason.of(Kind.NO_CACHE));
    }
    if (before == null || old == null) {
      reasons.add(Reason.of(Kind.FIRST_BUILD));
    } else if (was == null) {
      reasons.add(Reason.of(Kind.NEW_STEP));
    } else {
      compare(stage, step, old, was, reasons);
      files(before, step, was, reasons);
    }
    if (step.fate() == Fate.LOST) {
      reasons.add(Reason.of(Kind.COLLECTED));
    }
    if (made && reasons.isEmpty()) {
      reasons.add(Reason.of(Kind.FORGOTTEN));
    }
    return List.copyOf(reasons);
  }

  private static void compare(
      StageRecord stage, StepRecord step, StageRecord old, StepRecord was, Set<Reason> reasons) {
    for (String name : step.values().keySet()) {
      if (step.keyword().equalsIgnoreCase("ARG")) {
        arg(name, stage, old, reasons);
      } else if (!Objects.equals(step.values().get(name), was.values().get(name))) {
        reasons.add(new Reason(Kind.ENV, name, was.values().get(name), step.values().get(name)));
      }
    }
    boolean sameText = step.text().equals(was.text());
    boolean sameResult = step.result().equals(was.result());
    if (!sameResult || !Objects.equals(step.layer(), was.layer())) {
      variables(step.text(), stage, old, reasons);
    }
    boolean explained = reasons.stream().anyMatch(r -> r.kind() != Kind.NO_CACHE);
    if (explained && step.layer() == null) {
      return;
    }
    if (!sameText) {
      reasons.add(new Reason(Kind.INSTRUCTION, "", was.text(), step.text()));
    } else if (!sameResult && !explained) {
      reasons.add(new Reason(Kind.RESULT, "", was.result(), step.result()));
    }
  }

  private static void arg(String name, StageRecord stage, StageRecord old, Set<Reason> reasons) {
    if (!Objects.equals(stage.args().get(name), old.args().get(name))) {
      reasons.add(Reason.of(Kind.ARG, name));
    }
  }

  /** Variables that a text uses and that are not what they were. */
  private static void variables(
      String text, StageRecord stage, StageRecord old, Set<Reason> reasons) {
    for (String name : Mentions.in(text)) {
      String is = stage.env().get(name);
      String was = old.env().get(name);
      if (is == null && was == null) {
        arg(name, stage, old, reasons);
      } else if (!Objects.equals(is, was)) {
        reasons.add(new Reason(Kind.ENV, name, was, is));
      }
    }
  }

  private void files(BuildRecord old, StepRecord step, StepRecord was, Set<Reason> reasons) {
    if (step.layer() == null || was.layer() == null || step.layer().equals(was.layer())) {
      return;
    }
    if (!build.compression().equals(old.compression())) {
      reasons.add(new Reason(Kind.COMPRESSION, "", old.compression(), build.compression()));
    }
    if (step.layer().diffId().equals(was.layer().diffId())) {
      return;
    }
    LayerIndex index = indexes.find(step.layer());
    LayerIndex oldIndex = indexes.find(was.layer());
    if (index == null || oldIndex == null) {
      reasons.add(Reason.of(Kind.FORGOTTEN));
    } else {
      reasons.addAll(FileReasons.between(oldIndex, index, new IgnoreReasons(old, build, step)));
    }
  }
}
