package dev.lamina.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackedOutput} wrote, straight from the array: it is in the way of commands. */
public final class PackedInput {
  private static final int CHECKSUM = 4;

  private final byte[] array;
  private int position;

  /** Reads from a place in the array on. */
  public PackedInput(byte[] array, int position) {
    this.array = array;
    this.position = position;
  }

  /** The beginning of what {@link PackedOutput#checked} gave; null when it is damaged. */
  public static @Nullable PackedInput checked(byte[] bytes) {
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
  public static PackedInput atEnd(byte[] bytes, int count) {
    return new PackedInput(bytes, bytes.length - CHECKSUM - count);
  }

  /** What is read; not to be changed. */
  public byte[] array() {
    return array;
  }

  /** Where the next byte is. */
  public int position() {
    return position;
  }

  /** Passes over bytes. */
  public void skip(int bytes) {
    position += bytes;
  }

  /** One byte, 0 to 255. */
  public int octet() {
    return array[position++] & 0xff;
  }

  /** As {@link PackedOutput#word}. */
  public int word() {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = (word << 8) | octet();
    }
    return word;
  }

  /** As {@link PackedOutput#number}. */
  public long number() {
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

  /** As {@link PackedOutput#signed}. */
  public long signed() {
    long number = number();
    return (number >>> 1) ^ -(number & 1);
  }

  /** As {@link PackedOutput#bytes}. */
  public byte[] bytes() {
    int length = (int) number();
    int from = position;
    position += length;
    return Arrays.copyOfRange(array, from, position);
  }

  /** As {@link PackedOutput#text}. */
  public String text() {
    return new String(bytes(), UTF_8);
  }
}
