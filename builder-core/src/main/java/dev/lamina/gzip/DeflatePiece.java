package dev.lamina.gzip;

import java.util.concurrent.Callable;

/**
 * One piece of the input on its way through an encoder, with room for both: used again and again.
 * For one thread at a time.
 */
final class DeflatePiece implements Callable<DeflatePiece> {
  private final byte[] data =
      new byte[MatchFinder.AHEAD + DeflateEncoder.PIECE + DeflateEncoder.MARGIN];
  private final DeflateEncoder encoder;

  /** What comes before the piece lies right before {@link MatchFinder#AHEAD}. */
  private int dictionary;

  private int length;
  private boolean last;
  private int size;

  DeflatePiece(GzipLevel level) {
    this.encoder = new DeflateEncoder(level);
  }

  /** Begins anew, behind another piece or at the beginning. */
  void begin(DeflatePiece before) {
    dictionary = Math.min(DeflateEncoder.WINDOW, before.dictionary + before.length);
    System.arraycopy(
        before.data,
        MatchFinder.AHEAD + before.length - dictionary,
        data,
        MatchFinder.AHEAD - dictionary,
        dictionary);
    length = 0;
  }

  boolean isFull() {
    return length == DeflateEncoder.PIECE;
  }

  /** Takes as many bytes as there is room for. */
  int take(byte[] bytes, int offset, int count) {
    int n = Math.min(count, DeflateEncoder.PIECE - length);
    System.arraycopy(bytes, offset, data, MatchFinder.AHEAD + length, n);
    length += n;
    return n;
  }

  /** Says that no other piece follows. */
  void setLast() {
    last = true;
  }

  @Override
  public DeflatePiece call() {
    int start = MatchFinder.AHEAD;
    size = encoder.encode(data, start - dictionary, start, start + length, last);
    return this;
  }

  byte[] bytes() {
    return encoder.bytes();
  }

  /** How many of {@link #bytes} are the result. */
  int size() {
    return size;
  }
}
