package dev.lamina.dockerfile;

/**
 * Lines (and, where known, columns) of a Dockerfile.
 *
 * @param file the Dockerfile as the user named it
 * @param firstLine first line, from 1
 * @param lastLine last line, inclusive
 * @param column where on the first line, from 1, in characters; 0 when it concerns whole lines
 */
public record SourceRange(String file, int firstLine, int lastLine, int column) {
  public SourceRange {
    if (firstLine < 0 || lastLine < firstLine || column < 0) {
      throw new IllegalArgumentException("bad range " + firstLine + "-" + lastLine + ":" + column);
    }
  }

  /** Whole lines. */
  public static SourceRange lines(String file, int firstLine, int lastLine) {
    return new SourceRange(file, firstLine, lastLine, 0);
  }

  /** {@code Dockerfile:12} or {@code Dockerfile:12:5}. */
  @Override
  public String toString() {
    return file + ":" + firstLine + (column > 0 ? ":" + column : "");
  }
}
