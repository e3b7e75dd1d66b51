package dev.lamina.tar;

import dev.lamina.io.RefusedInputException;
import java.util.Arrays;

/** Where the stored bytes of a sparse file lie in the whole; everything else is zero. */
final class SparseMap {
  private final long realSize;
  private long[] pairs = new long[8];
  private int count;
  private long stored;
  private long lastEnd;

  SparseMap(long realSize) {
    this.realSize = realSize;
  }

  /**
   * Adds the next segment.
   *
   * @throws RefusedInputException when it overlaps the one before or leaves the file
   */
  void add(long offset, long length) throws RefusedInputException {
    if (offset < lastEnd || length < 0 || offset > realSize || length > realSize - offset) {
      throw new RefusedInputException(
          "sparse map has a segment of "
              + length
              + " bytes at "
              + offset
              + ", out of order or place");
    }
    lastEnd = offset + length;
    stored += length;
    if (length == 0) {
      return;
    }
    if (2 * count == pairs.length) {
      pairs = Arrays.copyOf(pairs, pairs.length * 2);
    }
    pairs[2 * count] = offset;
    pairs[2 * count + 1] = length;
    count++;
  }

  /**
   * Checks that the segments use exactly the bytes that the archive holds for the entry.
   *
   * @throws RefusedInputException when they do not
   */
  void requireStored(long inArchive) throws RefusedInputException {
    if (stored != inArchive) {
      throw new RefusedInputException(
          "sparse map names " + stored + " bytes, the archive holds " + inArchive);
    }
  }

  /** The size with the holes. */
  long realSize() {
    return realSize;
  }

  int count() {
    return count;
  }

  long offset(int segment) {
    return pairs[2 * segment];
  }

  long end(int segment) {
    return pairs[2 * segment] + pairs[2 * segment + 1];
  }
}
