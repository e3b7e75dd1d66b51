package dev.lamina.gzip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits into bytes, the first bit lowest (RFC 1951, 3.1.1). The caller sees to the room. */
final class BitOutput {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** How far beyond the last bit bytes may be written. */
  static final int MARGIN = 8;

  private final byte[] bytes;
  private int at;
  private long pending;
  private int count;

  BitOutput(byte[] bytes) {
    this.bytes = bytes;
  }

  void reset() {
    at = 0;
    pending = 0;
    count = 0;
  }

  /** Appends at most 48 bits; those above {@code bits} are zero. */
  void put(long value, int bits) {
    pending |= value << count;
    count += bits;
    LONG.set(bytes, at, pending);
    at += count >>> 3;
    pending >>>= count & ~7;
    count &= 7;
  }

  /** Fills up to a whole byte, with zeros. */
  void align() {
    if (count > 0) {
      put(0, 8 - count);
    }
  }

  /** Appends whole bytes; at a byte's border. */
  void put(byte[] source, int from, int length) {
    System.arraycopy(source, from, bytes, at, length);
    at += length;
  }

  /** How many whole bytes there are. */
  int size() {
    return at;
  }

  int room() {
    return bytes.length - at;
  }
}
