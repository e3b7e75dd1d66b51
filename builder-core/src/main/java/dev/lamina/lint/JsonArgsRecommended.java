package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Command;
import dev.lamina.dockerfile.instruction.Instruction;
import org.jspecify.annotations.Nullable;

/** CMD or ENTRYPOINT through a shell that nobody chose. */
final class JsonArgsRecommended implements Rule.OfInstruction {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "JSONArgsRecommended",
          "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    if (moment.soFar().shell().isEmpty()
        && command(moment.instruction()) instanceof Command.ShellForm) {
      report.warn(
          moment.place(),
          "JSON arguments recommended for "
              + moment.keyword()
              + " to prevent unintended behavior related to OS signals");
    }
  }

  private static @Nullable Command command(Instruction instruction) {
    if (instruction instanceof Instruction.Cmd cmd) {
      return cmd.command();
    }
    return instruction instanceof Instruction.Entrypoint entrypoint ? entrypoint.command() : null;
  }
}
