package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import java.util.Set;

/** A stage that is called like something else. */
final class ReservedStageName implements Rule.OfBases {
  private static final Set<String> RESERVED = Set.of("context", "scratch");

  private static final RuleInfo INFO =
      RuleInfo.stable("ReservedStageName", "Reserved words should not be used as stage names");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Bases bases, Report report) {
    for (Instruction.From from : bases.all()) {
      if (from.name() != null && RESERVED.contains(from.name())) {
        report.warn(
            from.place(),
            "Stage name should not use the same name as reserved stage \"" + from.name() + "\"");
      }
    }
  }
}
