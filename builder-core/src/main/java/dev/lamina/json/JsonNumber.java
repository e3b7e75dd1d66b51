package dev.lamina.json;

/**
 * A JSON number, kept as it was written: {@code 1}, {@code 1.0} and {@code 1e0} are different
 * values here, because a document that we rewrite must not change what we do not understand.
 *
 * @param text the number in JSON's grammar, at most {@link #MAX_LENGTH} characters
 */
public record JsonNumber(String text) implements JsonValue {
  /** Longest number that is accepted, in characters. */
  public static final int MAX_LENGTH = 20;

  /**
   * @throws IllegalArgumentException when the text is empty or too long
   */
  public JsonNumber {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("not a JSON number of at most 20 characters");
    }
  }

  /** The number for an integer. */
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** Whether the text is a plain integer (no fraction, no exponent) that a long can hold. */
  public boolean isInteger() {
    boolean digits =
        text.chars().skip(text.startsWith("-") ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      return false;
    }
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  /**
   * The integer.
   *
   * @throws IllegalStateException when {@link #isInteger()} is false
   */
  public long longValue() {
    if (!isInteger()) {
      throw new IllegalStateException("not an integer: " + text);
    }
    return Long.parseLong(text);
  }
}
