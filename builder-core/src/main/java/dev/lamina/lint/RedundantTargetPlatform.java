package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import java.util.Objects;
import java.util.Set;

/** A platform that is the default. */
final class RedundantTargetPlatform implements Rule.OfBases {
  private static final String TARGET = "TARGETPLATFORM";

  private static final RuleInfo INFO =
      RuleInfo.stable(
          "RedundantTargetPlatform",
          "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Bases bases, Report report) {
    for (Instruction.From from : bases.all()) {
      Word platform = from.platform();
      if (platform == null) {
        continue;
      }
      NamesUsed names = bases.names(from, bases.globals());
      String value = names.word(platform.text());
      boolean alone = names.set().equals(Set.of(TARGET)) && names.unset().isEmpty();
      if (alone && Objects.equals(bases.globals().get(TARGET), value)) {
        report.warn(
            from.place(),
            "Setting platform to predefined "
                + Escaped.text(platform.text())
                + " in FROM is redundant as this is the default behavior");
      }
    }
  }
}
