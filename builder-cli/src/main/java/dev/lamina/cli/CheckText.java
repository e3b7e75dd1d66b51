package dev.lamina.cli;

import dev.lamina.dockerfile.ProblemText;
import dev.lamina.lint.LintReport;
import dev.lamina.lint.LintWarning;

/** What a check has found, for people, as buildx shows it. */
final class CheckText {
  private CheckText() {}

  static String of(LintReport report) {
    StringBuilder out = new StringBuilder("Check complete, ").append(summary(report)).append('\n');
    for (LintWarning warning : report.warnings()) {
      out.append("\nWARNING: ").append(warning.rule().name());
      out.append(" - ").append(warning.rule().url()).append('\n');
      out.append(warning.detail()).append('\n');
      out.append(ProblemText.place(warning.problem()));
    }
    if (!report.errors().isEmpty()) {
      out.append('\n').append(ProblemText.errors(report.errors()));
    }
    return Console.printable(out.toString());
  }

  private static String summary(LintReport report) {
    int warnings = report.warnings().size();
    int errors = report.errors().size();
    if (report.isClean()) {
      return "no warnings found.";
    }
    String both = warnings > 0 && errors > 0 ? " and " : "";
    return count(warnings, "warning")
        + both
        + count(errors, "error")
        + (warnings + errors == 1 ? " has been found!" : " have been found!");
  }

  private static String count(int count, String what) {
    return switch (count) {
      case 0 -> "";
      case 1 -> "1 " + what;
      default -> count + " " + what + "s";
    };
  }
}
