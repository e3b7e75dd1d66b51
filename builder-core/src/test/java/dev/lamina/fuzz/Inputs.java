package dev.lamina.fuzz;

import java.util.Arrays;

/** Inputs of two parts. */
final class Inputs {
  private Inputs() {}

  /** What is before the first separator, and what is after it; the latter may be empty. */
  static byte[][] cut(byte[] input, byte[] separator) {
    for (int i = 0; i + separator.length <= input.length; i++) {
      if (Arrays.equals(input, i, i + separator.length, separator, 0, separator.length)) {
        return new byte[][] {
          Arrays.copyOf(input, i), Arrays.copyOfRange(input, i + separator.length, input.length)
        };
      }
    }
    return new byte[][] {input, new byte[0]};
  }

  /** Both parts and the separator between them. */
  static byte[] join(byte[] first, byte[] separator, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + separator.length + second.length);
    System.arraycopy(separator, 0, all, first.length, separator.length);
    System.arraycopy(second, 0, all, first.length + separator.length, second.length);
    return all;
  }
}
