package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.io.Escaped;

/** The name of a stage in capitals, which references ignore. */
final class StageNameCasing implements Rule.OfText {
  private static final RuleInfo INFO =
      RuleInfo.stable("StageNameCasing", "Stage names should be lowercase");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Statements statements, Report report) {
    for (Statement statement : statements.list()) {
      FromWords from = FromWords.of(statement);
      if (from != null
          && from.name() != null
          && !AsciiCase.lower(from.name()).equals(from.name())) {
        String name = Escaped.text(from.name());
        report.warn(statement.place(), "Stage name '" + name + "' should be lowercase");
      }
    }
  }
}
