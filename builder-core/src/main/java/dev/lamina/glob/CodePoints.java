package dev.lamina.glob;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.EntryPath;
import java.util.Arrays;

/**
 * A name as characters. A byte that is not part of valid UTF-8 is one character of its own, given
 * as its negative, so that it equals nothing but itself and lies in no range.
 */
final class CodePoints {
  private CodePoints() {}

  static int[] of(String text) {
    return decode(text.getBytes(UTF_8));
  }

  static int[] of(EntryPath path) {
    return decode(path.bytes());
  }

  private static int[] decode(byte[] bytes) {
    int[] out = new int[bytes.length];
    int count = 0;
    int at = 0;
    while (at < bytes.length) {
      int first = bytes[at] & 0xff;
      int length = sequenceLength(bytes, at, first);
      out[count++] = length == 0 ? -first : value(bytes, at, length);
      at += Math.max(length, 1);
    }
    return count == bytes.length ? out : Arrays.copyOf(out, count);
  }

  /** Length of the well-formed sequence that starts at {@code at}; 0 when there is none. */
  private static int sequenceLength(byte[] bytes, int at, int first) {
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xff;
    boolean overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    boolean surrogate = first == 0xed && second >= 0xa0;
    boolean beyondUnicode = first == 0xf4 && second >= 0x90;
    return overlong || surrogate || beyondUnicode ? 0 : length;
  }

  private static int value(byte[] bytes, int at, int length) {
    int first = bytes[at];
    if (length == 1) {
      return first;
    }
    int value = first & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      value = (value << 6) | (bytes[at + i] & 0x3f);
    }
    return value;
  }
}
