package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import java.util.HashSet;
import java.util.Set;

/** Two stages of one name. */
final class DuplicateStageName implements Rule.OfBases {
  private static final RuleInfo INFO =
      RuleInfo.stable("DuplicateStageName", "Stage names should be unique");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Bases bases, Report report) {
    Set<String> names = new HashSet<>();
    for (Instruction.From from : bases.all()) {
      if (from.name() != null && !names.add(from.name())) {
        report.warn(
            from.place(),
            "Duplicate stage name \"" + from.name() + "\", stage names should be unique");
      }
    }
  }
}
