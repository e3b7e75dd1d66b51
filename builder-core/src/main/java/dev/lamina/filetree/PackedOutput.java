package dev.lamina.filetree;

import java.io.ByteArrayOutputStream;

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

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
