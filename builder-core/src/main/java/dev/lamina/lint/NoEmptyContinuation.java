package dev.lamina.lint;

import dev.lamina.dockerfile.parser.Statements;

/** An empty line within an instruction. */
final class NoEmptyContinuation implements Rule.OfText {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "NoEmptyContinuation", "Empty continuation lines will become errors in a future release");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Statements statements, Report report) {
    statements.emptyContinuations().forEach(p -> report.warn(p, "Empty continuation line"));
  }
}
