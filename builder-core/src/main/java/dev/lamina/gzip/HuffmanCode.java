package dev.lamina.gzip;

import java.util.Arrays;

/**
 * A canonical prefix code of limited length for counted symbols (RFC 1951, 3.2.2). Which of several
 * equally good codes it is, is part of the byte contract: symbols are ordered by count and then by
 * number; lengths are those of Moffat and Katajainen's in-place algorithm; where they exceed the
 * limit, the count of codes of each length is mended from the longest on.
 */
final class HuffmanCode {
  private final int maxLength;

  /** Of each symbol; 0 for one that does not occur. */
  final int[] lengths;

  /** Of each symbol, the first bit lowest, as they go into the stream. */
  final int[] codes;

  private final long[] order;
  private final int[] work;
  private final int[] count = new int[64];
  private final int[] next = new int[16];

  HuffmanCode(int symbols, int maxLength) {
    this.maxLength = maxLength;
    this.lengths = new int[symbols];
    this.codes = new int[symbols];
    this.order = new long[symbols];
    this.work = new int[symbols];
  }

  /** Makes the code; there may be no symbol. */
  void build(int[] frequencies) {
    int used = 0;
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      lengths[symbol] = 0;
      if (frequencies[symbol] > 0) {
        order[used++] = ((long) frequencies[symbol] << 16) | symbol;
      }
    }
    if (used == 1) {
      // a decoder wants a code of at least one bit
      lengths[(int) (order[0] & 0xffff)] = 1;
    } else if (used > 1) {
      Arrays.sort(order, 0, used);
      minimumRedundancy(used);
      limit(used);
      assignLengths(used);
    }
    assignCodes();
  }

  /** Leaves in {@code work} the length of each symbol, in {@code order}. */
  private void minimumRedundancy(int n) {
    int[] a = work;
    for (int i = 0; i < n; i++) {
      a[i] = (int) (order[i] >>> 16);
    }
    a[0] += a[1];
    int root = 0;
    int leaf = 2;
    for (int i = 1; i < n - 1; i++) {
      if (leaf >= n || a[root] < a[leaf]) {
        a[i] = a[root];
        a[root++] = i;
      } else {
        a[i] = a[leaf++];
      }
      if (leaf >= n || (root < i && a[root] < a[leaf])) {
        a[i] += a[root];
        a[root++] = i;
      } else {
        a[i] += a[leaf++];
      }
    }
    a[n - 2] = 0;
    for (int i = n - 3; i >= 0; i--) {
      a[i] = a[a[i]] + 1;
    }
    int available = 1;
    int inner = 0;
    int depth = 0;
    root = n - 2;
    int at = n - 1;
    while (available > 0) {
      while (root >= 0 && a[root] == depth) {
        inner++;
        root--;
      }
      while (available > inner) {
        a[at--] = depth;
        available--;
      }
      available = 2 * inner;
      depth++;
      inner = 0;
    }
  }

  private void limit(int n) {
    Arrays.fill(count, 0);
    for (int i = 0; i < n; i++) {
      count[Math.min(work[i], maxLength)]++;
    }
    long total = 0;
    for (int length = maxLength; length > 0; length--) {
      total += (long) count[length] << (maxLength - length);
    }
    while (total > 1L << maxLength) {
      count[maxLength]--;
      for (int length = maxLength - 1; length > 0; length--) {
        if (count[length] > 0) {
          count[length]--;
          count[length + 1] += 2;
          break;
        }
      }
      total--;
    }
  }

  /** The rarest symbols get the longest codes. */
  private void assignLengths(int n) {
    int at = 0;
    for (int length = maxLength; length > 0; length--) {
      for (int i = 0; i < count[length]; i++) {
        lengths[(int) (order[at++] & 0xffff)] = length;
      }
    }
    if (at != n) {
      throw new IllegalStateException("a prefix code lost symbols");
    }
  }

  /** Makes the codes of the lengths. */
  void assignCodes() {
    Arrays.fill(count, 0);
    for (int length : lengths) {
      count[length]++;
    }
    count[0] = 0;
    int code = 0;
    for (int length = 1; length <= maxLength; length++) {
      code = (code + count[length - 1]) << 1;
      next[length] = code;
    }
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> (32 - length);
    }
  }

  /** How many bits symbols take that occur so often. */
  long bits(int[] frequencies) {
    long bits = 0;
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      bits += (long) frequencies[symbol] * lengths[symbol];
    }
    return bits;
  }
}
