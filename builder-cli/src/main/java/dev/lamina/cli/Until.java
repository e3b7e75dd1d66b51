package dev.lamina.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as docker's {@code until=} takes them. */
final class Until {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|h|m|s)");

  private Until() {}

  /**
   * @param text a Go duration before now ({@code 1h30m}), seconds since 1970, or a date in RFC
   *     3339, with or without time and zone; without a zone it is UTC
   */
  static Instant parse(String text, Instant now) throws UsageException {
    Duration duration = duration(text);
    if (duration != null) {
      return now.minus(duration);
    }
    if (text.matches("[0-9]{1,11}")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    try {
      return date(text);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--filter: '" + Console.printable(text) + "' is no time",
          "write 24h, 2026-01-31, 2026-01-31T12:00:00Z, or seconds since 1970");
    }
  }

  private static Instant date(String text) {
    if (text.matches("[0-9-]{10}")) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    boolean zone = text.endsWith("Z") || text.matches(".*[+-][0-9]{2}:[0-9]{2}");
    return zone
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Duration duration(String text) {
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int at = 0;
    while (part.find() && part.start() == at) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "h" -> Duration.ofHours(count);
                case "m" -> Duration.ofMinutes(count);
                case "s" -> Duration.ofSeconds(count);
                default -> Duration.ofMillis(count);
              });
      at = part.end();
    }
    return at > 0 && at == text.length() ? sum : null;
  }
}
