package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;
import java.util.List;

/** Instructions, some in capitals and some not. ARG before the first FROM does not take part. */
final class ConsistentInstructionCasing implements Rule.OfText {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "ConsistentInstructionCasing",
          "All commands within the Dockerfile should use the same casing (either upper or lower)");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Statements statements, Report report) {
    List<Statement> all =
        statements.list().stream()
            .filter(s -> s.keyword() != null)
            .dropWhile(s -> s.keyword() != Keyword.FROM)
            .toList();
    long lower = all.stream().filter(s -> isLower(s.name())).count();
    long upper = all.stream().filter(s -> isUpper(s.name())).count();
    boolean mostlyLower = lower > upper;
    for (Statement statement : all) {
      String name = statement.name();
      if (mostlyLower ? !isLower(name) : !isUpper(name)) {
        report.warn(
            statement.place(),
            "Command '"
                + name
                + "' should match the case of the command majority ("
                + (mostlyLower ? "lowercase)" : "uppercase)"));
      }
    }
  }

  private static boolean isLower(String name) {
    return AsciiCase.lower(name).equals(name);
  }

  private static boolean isUpper(String name) {
    return AsciiCase.upper(name).equals(name);
  }
}
