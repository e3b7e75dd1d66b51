package dev.lamina.lint;

import dev.lamina.io.Escaped;

/** An address or a port of the host, which EXPOSE does not publish. */
final class ExposeInvalidFormat implements Rule.OfInstruction {
  private static final RuleInfo INFO =
      RuleInfo.stable(
          "ExposeInvalidFormat",
          "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    for (PortWord port : PortWord.all(moment)) {
      if (port.mapping() == PortWord.Mapping.HOST) {
        report.warn(
            moment.place(),
            "EXPOSE instruction should not define an IP address or host-port mapping, found '"
                + Escaped.text(port.text())
                + "'");
      }
    }
  }
}
