package dev.lamina.lint;

import dev.lamina.dockerfile.parser.Statement;

/** {@code ENV key value}. */
final class LegacyKeyValueFormat implements Rule.OfInstruction {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "LegacyKeyValueFormat",
          "Legacy key/value format with whitespace separator should not be used");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    if (moment.statement().shape() == Statement.Shape.KEY_AND_REST) {
      String name = moment.keyword();
      report.warn(
          moment.place(),
          "\""
              + name
              + " key=value\" should be used instead of legacy \""
              + name
              + " key value\" format");
    }
  }
}
