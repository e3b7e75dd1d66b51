package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;

/** A base whose name makes no sense unless a build argument is given. */
final class InvalidDefaultArgInFrom implements Rule.OfBases {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "InvalidDefaultArgInFrom",
          "Default value for global ARG results in an empty or invalid base image name");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Bases bases, Report report) {
    for (Instruction.From from : bases.all()) {
      NamesUsed names = bases.names(from, bases.defaults());
      String image = names.word(from.image().text());
      if (image == null) {
        return; // as in BuildKit: what can't be expanded fails anyway
      }
      boolean computed = !names.set().isEmpty() || !names.unset().isEmpty();
      if (computed && !isReference(image)) {
        report.warn(
            from.place(),
            "Default value for ARG "
                + Escaped.text(from.image().text())
                + " results in empty or invalid base image name");
      }
    }
  }

  private static boolean isReference(String image) {
    try {
      Reference.parse(image);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
