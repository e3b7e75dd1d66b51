package dev.lamina.filetree;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/** Numbers and bytes, one after the other in memory; small numbers take little. */
final class PackedOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** One byte, the low eight bits. */
  PackedOutput octet(int bits) {
    out.write(bits);
    return this;
  }

  /** Seven bits a byte, the low ones first; negative numbers take ten. */
  PackedOutput number(long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    return octet((int) left);
  }

  /** A number that may be negative and still be small. */
  PackedOutput signed(long number) {
    return number((number << 1) ^ (number >> 63));
  }

  /** Bytes, their count before them. */
  PackedOutput bytes(byte[] bytes) {
    return number(bytes.length).raw(bytes, 0, bytes.length);
  }

  PackedOutput raw(byte[] bytes, int from, int length) {
    out.write(bytes, from, length);
    return this;
  }

  /** How many bytes there are so far. */
  int size() {
    return out.size();
  }

  /** Four bytes, the high ones first. */
  PackedOutput word(int word) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      octet(word >>> shift);
    }
    return this;
  }

  /**
   * All bytes and their CRC-32. A CRC because reading is in the way of commands that take a tenth
   * of a second: it is computed at full speed from the first byte on.
   */
  byte[] checked() {
    byte[] bytes = out.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return word((int) crc.getValue()).out.toByteArray();
  }
}
