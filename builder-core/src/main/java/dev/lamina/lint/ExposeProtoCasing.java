package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.io.Escaped;

/** A protocol in capitals. */
final class ExposeProtoCasing implements Rule.OfInstruction {
  private static final RuleInfo INFO =
      RuleInfo.stable("ExposeProtoCasing", "Protocol in EXPOSE instruction should be lowercase");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    for (PortWord port : PortWord.all(moment)) {
      if (!AsciiCase.lower(port.protocol()).equals(port.protocol())) {
        report.warn(
            moment.place(),
            "Defined protocol '"
                + Escaped.text(port.text())
                + "' in EXPOSE instruction should be lowercase");
      }
    }
  }
}
