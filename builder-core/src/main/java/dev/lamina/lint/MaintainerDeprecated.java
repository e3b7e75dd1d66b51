package dev.lamina.lint;

import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;

/** MAINTAINER. */
final class MaintainerDeprecated implements Rule.OfText {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "MaintainerDeprecated",
          "The MAINTAINER instruction is deprecated, use a label instead to define an image author");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Statements statements, Report report) {
    for (Statement statement : statements.list()) {
      if (statement.keyword() == Keyword.MAINTAINER) {
        report.warn(
            statement.place(), "Maintainer instruction is deprecated in favor of using label");
      }
    }
  }
}
