package dev.lamina.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A sparse file as its reader sees it: the stored segments with zeros between and after them. */
final class SparseContent extends InputStream {
  private final SparseMap map;
  private final InputStream stored;
  private int segment;
  private long position;

  SparseContent(SparseMap map, InputStream stored) {
    this.map = map;
    this.stored = stored;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == map.realSize()) {
      return -1;
    }
    while (segment < map.count() && map.end(segment) == position) {
      segment++;
    }
    boolean inHole = segment == map.count() || position < map.offset(segment);
    int n;
    if (inHole) {
      long end = segment == map.count() ? map.realSize() : map.offset(segment);
      n = (int) Math.min(length, end - position);
      Arrays.fill(into, offset, offset + n, (byte) 0);
    } else {
      n = stored.read(into, offset, (int) Math.min(length, map.end(segment) - position));
    }
    position += n;
    return n;
  }
}
