package dev.lamina.gzip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits into bytes, the first bit lowest (RFC 1951, 3.1.1). The caller sees to the room. */
final class BitOutput {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /**
   * Appends literals and matches. The state is kept in local variables, which makes this twice as
   * fast as one call a symbol.
   *
   * @param data has the literals, from {@code from} on
   */
  void put(Sequences sequences, byte[] data, int from, int to, SymbolCodes codes) {
    final int[] literals = codes.literals;
    final int[] lengths = codes.lengths;
    final int[] distances = codes.distances;
    final byte[] target = bytes;
    long bits = pending;
    int n = count;
    int out = at;
    int p = from;
    int total = sequences.count();
    for (int i = 0; i <= total; i++) {
      long sequence = i < total ? sequences.get(i) : (long) (to - p) << 40;
      int run = Sequences.literals(sequence);
      for (; run > 0; run--) {
        int a = literals[data[p++] & 0xff];
        bits |= (long) (a >>> 8) << n;
        n += a & 0xff;
        LONG.set(target, out, bits);
        out += n >>> 3;
        bits >>>= n & ~7;
        n &= 7;
      }
      if (i < total) {
        int l = Sequences.length(sequence);
        int length = lengths[l];
        int d = Sequences.distance(sequence);
        int code = DeflateSymbols.distanceCode(d);
        int distance = distances[code];
        int extra = d - DeflateSymbols.DISTANCE_BASE[code];
        int lengthBits = length & 0xff;
        int codeBits = lengthBits + (distance & 0xff);
        bits |=
            ((length >>> 8) | (long) (distance >>> 8) << lengthBits | (long) extra << codeBits)
                << n;
        n += codeBits + DeflateSymbols.DISTANCE_EXTRA[code];
        LONG.set(target, out, bits);
        out += n >>> 3;
        bits >>>= n & ~7;
        n &= 7;
        p += l + DeflateSymbols.MIN_MATCH;
      }
    }
    pending = bits;
    count = n;
    at = out;
    put(codes.end >>> 8, codes.end & 0xff);
  }

  /** How many whole bytes there are. */
  int size() {
    return at;
  }
}
