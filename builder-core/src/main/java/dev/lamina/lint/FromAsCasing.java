package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;

/** FROM and AS in different cases. */
final class FromAsCasing implements Rule.OfText {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "FromAsCasing", "The 'as' keyword should match the case of the 'from' keyword");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Statements statements, Report report) {
    for (Statement statement : statements.list()) {
      FromWords from = FromWords.of(statement);
      if (from != null && from.as() != null && differ(from.keyword(), from.as())) {
        report.warn(
            statement.place(),
            "'" + from.as() + "' and '" + from.keyword() + "' keywords' casing do not match");
      }
    }
  }

  /** A FROM in mixed case is another rule's business. */
  private static boolean differ(String from, String as) {
    if (AsciiCase.lower(from).equals(from)) {
      return !AsciiCase.lower(as).equals(as);
    }
    return AsciiCase.upper(from).equals(from) && !AsciiCase.upper(as).equals(as);
  }
}
