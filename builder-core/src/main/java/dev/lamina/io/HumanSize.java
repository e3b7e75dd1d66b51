package dev.lamina.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Counts of bytes as people read them. */
public final class HumanSize {
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private HumanSize() {}

  /** {@code 13.3kB}, as docker writes it: three digits, powers of 1000. */
  public static String of(long bytes) {
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = 0;
    BigDecimal thousand = BigDecimal.valueOf(1000);
    while (value.compareTo(thousand) >= 0 && unit < UNITS.size() - 1) {
      value = value.divide(thousand, MathContext.DECIMAL64);
      unit++;
    }
    BigDecimal rounded = value.round(new MathContext(3, RoundingMode.HALF_EVEN));
    return rounded.stripTrailingZeros().toPlainString() + UNITS.get(unit);
  }
}
