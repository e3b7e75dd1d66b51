package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Platform;
import org.jspecify.annotations.Nullable;

/** A platform that is written down, so that the file builds for it alone. */
final class FromPlatformFlagConstDisallowed implements Rule.OfBases {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "FromPlatformFlagConstDisallowed",
          "FROM --platform flag should not use a constant value");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Bases bases, Report report) {
    for (Instruction.From from : bases.all()) {
      if (from.platform() == null) {
        continue;
      }
      NamesUsed names = bases.names(from, bases.globals());
      String value = names.word(from.platform().text());
      boolean constant = names.set().isEmpty() && names.unset().isEmpty();
      if (value == null || !constant) {
        continue;
      }
      Platform platform = parsed(value);
      if (platform != null && !tells(from.name(), platform)) {
        report.warn(
            from.place(),
            "FROM --platform flag should not use constant value \"" + Escaped.text(value) + "\"");
      }
    }
  }

  private static @Nullable Platform parsed(String text) {
    try {
      return Platform.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A stage that is named after its platform is meant for it. */
  private static boolean tells(@Nullable String stage, Platform platform) {
    return stage != null
        && (stage.contains(platform.os()) || stage.contains(platform.architecture()));
  }
}
