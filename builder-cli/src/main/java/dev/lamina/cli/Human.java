package dev.lamina.cli;

import dev.lamina.io.HumanSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Sizes and ages in the words that docker uses. */
final class Human {
  private Human() {}

  /** {@code 13.3kB}: three digits, powers of 1000. */
  static String size(long bytes) {
    return HumanSize.of(bytes);
  }

  /** {@code 3 hours ago}; {@code N/A} when the image does not say when it was made. */
  static String age(@Nullable String created, Instant now) {
    if (created == null) {
      return "N/A";
    }
    try {
      return duration(Duration.between(OffsetDateTime.parse(created).toInstant(), now)) + " ago";
    } catch (DateTimeException e) {
      return "N/A";
    }
  }

  /** {@code 2026-03-01 12:00:00 +0000 UTC}, as docker shows a date. */
  static String date(@Nullable String created) {
    if (created == null) {
      return "N/A";
    }
    try {
      Instant instant = OffsetDateTime.parse(created).toInstant();
      String text = instant.truncatedTo(ChronoUnit.SECONDS).toString();
      return text.replace('T', ' ').replace("Z", " +0000 UTC");
    } catch (DateTimeException e) {
      return "N/A";
    }
  }

  private static String duration(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    long minutes = seconds / 60;
    long hours = Math.round(seconds / 3600.0);
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    if (hours < 48) {
      return hours == 1 ? "About an hour" : hours + " hours";
    }
    if (hours < 24 * 7 * 2) {
      return hours / 24 + " days";
    }
    if (hours < 24 * 30 * 2) {
      return hours / 24 / 7 + " weeks";
    }
    return hours < 24 * 365 * 2 ? hours / 24 / 30 + " months" : hours / 24 / 365 + " years";
  }

  /** {@code 0.3s}, {@code 75.0s}. */
  static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).setScale(1, RoundingMode.HALF_UP) + "s";
  }
}
