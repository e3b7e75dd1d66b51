package dev.lamina.plan;

import dev.lamina.dockerfile.AsciiCase;
import java.util.Set;

/** The names that STOPSIGNAL knows: Linux's. */
public final class Signals {
  private static final Set<String> NAMES =
      Set.of(
          "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT",
          "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM",
          "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
          "RTMIN", "RTMAX");

  private Signals() {}

  /** A number above 0, or a name with or without SIG, in any case. */
  public static boolean isSignal(String text) {
    if (text.matches("\\+?[0-9]{1,9}")) {
      return Integer.parseInt(text) > 0;
    }
    String upper = AsciiCase.upper(text);
    String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
    return NAMES.contains(name) || name.matches("RTMIN\\+([1-9]|1[0-5])|RTMAX-([1-9]|1[0-4])");
  }
}
