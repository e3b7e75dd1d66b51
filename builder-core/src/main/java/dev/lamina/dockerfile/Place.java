package dev.lamina.dockerfile;

import java.util.List;

/**
 * A range of a Dockerfile with its text, from which problems are made.
 *
 * @param range where
 * @param lines the text of the range's lines as written, no line ends; may be empty
 */
public record Place(SourceRange range, List<String> lines) {
  /** More lines than this are of no use in an excerpt (a heredoc may have thousands). */
  private static final int EXCERPT = 50;

  public Place {
    lines = List.copyOf(lines.subList(0, Math.min(lines.size(), EXCERPT)));
  }

  /** A problem here. */
  public Problem problem(String message) {
    return new Problem(range, message, null, lines);
  }

  /** A problem here, and what to do about it. */
  public Problem problem(String message, String hint) {
    return new Problem(range, message, hint, lines);
  }

  /** The same place without a column. */
  public Place wholeLines() {
    return new Place(SourceRange.lines(range.file(), range.firstLine(), range.lastLine()), lines);
  }

  /**
   * The same place, pointing at a column of its first line.
   *
   * @param column from 1; 0 leaves the place as it is
   */
  public Place at(int column) {
    return column == 0
        ? this
        : new Place(
            new SourceRange(range.file(), range.firstLine(), range.lastLine(), column), lines);
  }
}
