package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import java.util.Comparator;

/**
 * A place that a rule does not like.
 *
 * @param rule which
 * @param detail what is found, names from outside escaped
 * @param place where
 */
public record LintWarning(RuleInfo rule, String detail, Place place) {
  /** By place, then by rule, then by text. */
  public static final Comparator<LintWarning> BY_PLACE =
      Comparator.comparingInt((LintWarning w) -> w.range().firstLine())
          .thenComparing(w -> w.rule().name())
          .thenComparing(LintWarning::detail);

  /** Where: whole lines. */
  public SourceRange range() {
    return place.range();
  }

  /** The warning in the form that all doubts and errors have: {@code RULE: DETAIL}. */
  public Problem problem() {
    return place.problem(rule.name() + ": " + detail, rule.url());
  }
}
