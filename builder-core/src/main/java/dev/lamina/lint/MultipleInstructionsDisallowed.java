package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.parser.Keyword;
import java.util.Set;

/** An instruction that a later one makes useless. */
final class MultipleInstructionsDisallowed implements Rule.OfInstruction {
  private static final Set<Keyword> ONLY_LAST_COUNTS =
      Set.of(Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK);

  private static final RuleInfo INFO =
      RuleInfo.stable(
          "MultipleInstructionsDisallowed",
          "Multiple instructions of the same type should not be used in the same stage");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    Keyword keyword = moment.statement().keyword();
    if (keyword == null || !ONLY_LAST_COUNTS.contains(keyword)) {
      return;
    }
    Place before = moment.history().last(keyword);
    if (before != null) {
      report.warn(
          before,
          "Multiple "
              + moment.keyword()
              + " instructions should not be used in the same stage because only the last one"
              + " will be used");
    }
  }
}
