package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads what {@link PackedOutput} wrote, straight from the array: it is in the way of commands. */
final class PackedInput {
  private final byte[] array;
  private int position;

  PackedInput(byte[] array, int position) {
    this.array = array;
    this.position = position;
  }

  byte[] array() {
    return array;
  }

  int position() {
    return position;
  }

  void skip(int bytes) {
    position += bytes;
  }

  int octet() {
    return array[position++] & 0xff;
  }

  long number() {
    int bits = array[position++];
    if (bits >= 0) {
      return bits;
    }
    long number = bits & 0x7f;
    for (int shift = 7; bits < 0; shift += 7) {
      bits = array[position++];
      number |= (long) (bits & 0x7f) << shift;
    }
    return number;
  }

  long signed() {
    long number = number();
    return (number >>> 1) ^ -(number & 1);
  }

  byte[] bytes() {
    int length = (int) number();
    int from = position;
    position += length;
    return Arrays.copyOfRange(array, from, position);
  }

  String text() {
    return new String(bytes(), UTF_8);
  }
}
