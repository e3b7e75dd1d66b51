package dev.lamina.dockerfile.instruction;

import dev.lamina.io.Escaped;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Durations as Go writes them: {@code 1h2m3.5s}, {@code 300ms}. */
public final class GoDuration {
  private static final String[] UNITS = {"ns", "us", "µs", "μs", "ms", "s", "m", "h"};
  private static final long[] NANOS = {
    1, 1_000, 1_000, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L
  };

  private GoDuration() {}

  /**
   * Nanoseconds of a duration.
   *
   * @throws IllegalArgumentException when it is none, with Go's words
   */
  public static long parse(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.substring(at).equals("0")) {
      return 0;
    }
    // a number of more digits than this is out of range whatever its unit
    if (at == text.length() || text.length() > 200) {
      throw invalid("invalid", text);
    }
    BigDecimal sum = BigDecimal.ZERO;
    while (at < text.length()) {
      int number = at;
      while (at < text.length() && isNumeric(text.charAt(at))) {
        at++;
      }
      String digits = text.substring(number, at);
      if (!digits.matches("[0-9]+(\\.[0-9]*)?|\\.[0-9]+")) {
        throw invalid("invalid", text);
      }
      int unit = at;
      while (at < text.length() && !isNumeric(text.charAt(at))) {
        at++;
      }
      sum = sum.add(new BigDecimal(digits).multiply(unit(text.substring(unit, at), text)));
    }
    BigDecimal signed = text.startsWith("-") ? sum.negate() : sum;
    try {
      return signed.setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException e) {
      throw invalid("invalid", text);
    }
  }

  private static boolean isNumeric(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static BigDecimal unit(String unit, String text) {
    if (unit.isEmpty()) {
      throw invalid("missing unit in", text);
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return BigDecimal.valueOf(NANOS[i]);
      }
    }
    throw invalid("unknown unit \"" + Escaped.text(unit) + "\" in", text);
  }

  private static IllegalArgumentException invalid(String what, String text) {
    return new IllegalArgumentException(
        "time: " + what + " duration \"" + Escaped.text(text) + "\"");
  }

  /** As Go prints it: {@code 1h0m5s}, {@code 100ms}, {@code 1.5s}, {@code 0s}. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    BigDecimal abs = BigDecimal.valueOf(nanos).abs();
    String sign = nanos < 0 ? "-" : "";
    for (int i = 0; i < 2; i++) {
      String unit = new String[] {"ns", "µs"}[i];
      long size = new long[] {1, 1_000}[i];
      if (abs.compareTo(BigDecimal.valueOf(size * 1000)) < 0) {
        return sign + plain(abs, size) + unit;
      }
    }
    if (abs.compareTo(BigDecimal.valueOf(1_000_000_000L)) < 0) {
      return sign + plain(abs, 1_000_000) + "ms";
    }
    BigDecimal[] hours = abs.divideAndRemainder(BigDecimal.valueOf(3_600_000_000_000L));
    BigDecimal[] minutes = hours[1].divideAndRemainder(BigDecimal.valueOf(60_000_000_000L));
    String seconds = plain(minutes[1], 1_000_000_000L) + "s";
    if (hours[0].signum() != 0) {
      return sign + hours[0].toPlainString() + "h" + minutes[0].toPlainString() + "m" + seconds;
    }
    return sign + (minutes[0].signum() == 0 ? "" : minutes[0].toPlainString() + "m") + seconds;
  }

  private static String plain(BigDecimal nanos, long unit) {
    BigDecimal value = nanos.divide(BigDecimal.valueOf(unit)).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }
}
