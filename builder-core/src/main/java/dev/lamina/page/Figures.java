package dev.lamina.page;

import dev.lamina.io.HumanSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as the page writes them; {@code figures.js} writes the same. */
final class Figures {
  private static final char NARROW_SPACE = '\u202f';

  private Figures() {}

  /** {@code 13.3 kB}. */
  static String size(long bytes) {
    String text = HumanSize.of(bytes);
    int unit = 0;
    while (!Character.isLetter(text.charAt(unit))) {
      unit++;
    }
    return text.substring(0, unit) + NARROW_SPACE + text.substring(unit);
  }

  /** {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 file}, {@code 12,345 files}. */
  static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** {@code 12.5%}; less than a thousandth is said to be that. */
  static String share(long part, long whole) {
    if (part == 0 || whole == 0) {
      return "0%";
    }
    BigDecimal percent =
        BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    return percent.signum() == 0 ? "<0.1%" : percent + "%";
  }

  /** {@code 2026-03-01 12:00:00 UTC}; a time that is none stays as it is. */
  static String time(@Nullable String rfc3339) {
    if (rfc3339 == null) {
      return "";
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(rfc3339).withOffsetSameInstant(ZoneOffset.UTC);
      String text = time.truncatedTo(ChronoUnit.SECONDS).toInstant().toString();
      return text.replace('T', ' ').replace("Z", " UTC");
    } catch (DateTimeException e) {
      return rfc3339;
    }
  }
}
