package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.io.Escaped;

/** A variable in FROM that no ARG before it declares. */
final class UndefinedArgInFrom implements Rule.OfBases {
  private static final RuleInfo INFO =
      RuleInfo.stable("UndefinedArgInFrom", "FROM command must use declared ARGs");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Bases bases, Report report) {
    for (Instruction.From from : bases.all()) {
      NamesUsed names = bases.names(from, bases.globals());
      names.word(from.image().text());
      if (from.platform() != null) {
        names.word(from.platform().text());
      }
      for (String name : names.unset()) {
        if (!bases.known().contains(name)) {
          report.warn(
              from.place(),
              "FROM argument '"
                  + Escaped.text(name)
                  + "' is not declared"
                  + NearName.suffix(name, bases.known(), ""));
        }
      }
    }
  }
}
