package dev.lamina.lint;

import dev.lamina.dockerfile.Problem;
import java.util.List;

/**
 * What was found in a Dockerfile without building it.
 *
 * @param warnings of the rules that count, by place
 * @param errors what makes a build fail, by place
 * @param notices doubts that no rule is about; they do not count
 */
public record LintReport(List<LintWarning> warnings, List<Problem> errors, List<Problem> notices) {
  public LintReport {
    warnings = List.copyOf(warnings);
    errors = List.copyOf(errors);
    notices = List.copyOf(notices);
  }

  /** Whether there is neither a warning nor an error. */
  public boolean isClean() {
    return warnings.isEmpty() && errors.isEmpty();
  }
}
