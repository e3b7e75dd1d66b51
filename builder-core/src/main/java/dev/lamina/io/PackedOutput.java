package dev.lamina.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.zip.CRC32;

/** Numbers and bytes, one after the other in memory; small numbers take little. For one thread. */
public final class PackedOutput {
  private byte[] array = new byte[256];
  private int size;

  private void require(int more) {
    if (more > array.length - size) {
      array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), array.length * 2));
    }
  }

  /** One byte, the low eight bits. */
  public PackedOutput octet(int bits) {
    require(1);
    array[size++] = (byte) bits;
    return this;
  }

  /** Seven bits a byte, the low ones first; negative numbers take ten. */
  public PackedOutput number(long number) {
    require(10);
    long left = number;
    while ((left & ~0x7fL) != 0) {
      array[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    array[size++] = (byte) left;
    return this;
  }

  /** A number that may be negative and still be small. */
  public PackedOutput signed(long number) {
    return number((number << 1) ^ (number >> 63));
  }

  /** Bytes, their count before them. */
  public PackedOutput bytes(byte[] bytes) {
    return number(bytes.length).raw(bytes, 0, bytes.length);
  }

  /** Text as its bytes in UTF-8, their count before them. */
  public PackedOutput text(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** A part of an array, without a count. */
  public PackedOutput raw(byte[] bytes, int from, int length) {
    require(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
    return this;
  }

  /** How many bytes there are so far. */
  public int size() {
    return size;
  }

  /** Four bytes, the high ones first. */
  public PackedOutput word(int word) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      octet(word >>> shift);
    }
    return this;
  }

  /** All bytes. */
  public byte[] toBytes() {
    return Arrays.copyOf(array, size);
  }

  /**
   * All bytes and their CRC-32. A CRC because reading is in the way of commands that take a tenth
   * of a second: it is computed at full speed from the first byte on.
   */
  public byte[] checked() {
    CRC32 crc = new CRC32();
    crc.update(array, 0, size);
    return word((int) crc.getValue()).toBytes();
  }
}
