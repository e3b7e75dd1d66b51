package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.io.Escaped;

/** A WORKDIR that depends on where the base left off. */
final class WorkdirRelativePath implements Rule.OfInstruction {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "WorkdirRelativePath",
          "Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    if (moment.history().workdir()
        || !(moment.instruction() instanceof Instruction.Workdir workdir)) {
      return;
    }
    String path = moment.names().word(workdir.path().text());
    if (path != null && !path.startsWith("/")) {
      report.warn(
          moment.place(),
          "Relative workdir \""
              + Escaped.text(path)
              + "\" can have unexpected results if the base image changes");
    }
  }
}
