package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackedOutput} wrote, straight from the array: it is in the way of commands. */
final class PackedInput {
  private static final int CHECKSUM = 4;

  private final byte[] array;
  private int position;

  PackedInput(byte[] array, int position) {
    this.array = array;
    this.position = position;
  }

  /** The beginning of what {@link PackedOutput#checked} gave; null when it is damaged. */
  static @Nullable PackedInput checked(byte[] bytes) {
    int end = bytes.length - CHECKSUM;
    if (end < 0) {
      return null;
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    boolean good = (int) crc.getValue() == new PackedInput(bytes, end).word();
    return good ? new PackedInput(bytes, 0) : null;
  }

  /** The last bytes before the checksum. */
  static PackedInput atEnd(byte[] bytes, int count) {
    return new PackedInput(bytes, bytes.length - CHECKSUM - count);
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

  int word() {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = (word << 8) | octet();
    }
    return word;
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
