package dev.lamina.plan;

import dev.lamina.io.Escaped;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code --chown}: {@code user}, {@code user:group}, {@code user:} or {@code :group}. Names are
 * looked up in the image, at build time.
 *
 * @param text as written, variables expanded
 * @param user number or name; empty means root
 * @param group number or name; empty means root; null when there was no colon: the user's own group
 *     (for a number, the group of the same number)
 */
public record Ownership(String text, String user, @Nullable String group) {
  private static final int MAX_DIGITS = 10;

  /**
   * Splits at the first colon.
   *
   * @throws IllegalArgumentException for a number below 0 or above 2147483647, or an empty text
   */
  public static Ownership parse(String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? null : text.substring(colon + 1);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("invalid chown parameter: it is empty");
    }
    check(user, text);
    if (group != null) {
      check(group, text);
    }
    return new Ownership(text, user, group);
  }

  private static void check(String id, String text) {
    boolean number = id.matches("[+-]?[0-9]+");
    if (number && id(id).isEmpty()) {
      throw new IllegalArgumentException(
          "invalid chown parameter: '"
              + Escaped.text(text)
              + "'. a number is from 0 to "
              + Integer.MAX_VALUE);
    }
  }

  /** The number that a user or group part is without a lookup: digits, {@code root} or nothing. */
  public static OptionalLong id(String part) {
    if (part.isEmpty() || part.equals("root")) {
      return OptionalLong.of(0);
    }
    int zeros = 0;
    while (zeros < part.length() - 1 && part.charAt(zeros) == '0') {
      zeros++;
    }
    String digits = part.substring(zeros);
    if (!digits.matches("[0-9]+") || digits.length() > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long value = Long.parseLong(digits);
    return value > Integer.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
