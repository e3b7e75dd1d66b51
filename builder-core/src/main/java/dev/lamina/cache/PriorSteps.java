package dev.lamina.cache;

import dev.lamina.cache.BuildRecord.StepRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the step of the build before that a step has taken the place of: the same text at the same
 * number, else the same text anywhere, else the same keyword at the same number.
 */
final class PriorSteps {
  private final List<StepRecord> steps;
  private final Set<Integer> taken = new HashSet<>();

  PriorSteps(List<StepRecord> steps) {
    this.steps = steps;
  }

  /** Null when there is none. Each is found once. */
  @Nullable StepRecord of(StepRecord step, int number) {
    if (isAt(number) && steps.get(number).text().equals(step.text())) {
      return take(number);
    }
    for (int i = 0; i < steps.size(); i++) {
      if (isAt(i) && steps.get(i).text().equals(step.text())) {
        return take(i);
      }
    }
    boolean similar = isAt(number) && steps.get(number).keyword().equalsIgnoreCase(step.keyword());
    return similar ? take(number) : null;
  }

  private boolean isAt(int number) {
    return number < steps.size() && !taken.contains(number);
  }

  private StepRecord take(int number) {
    taken.add(number);
    return steps.get(number);
  }
}
