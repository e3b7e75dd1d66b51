package dev.lamina.dockerfile;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong (or doubtful) in a Dockerfile.
 *
 * @param range where
 * @param message what, with names from outside escaped
 * @param hint what to do about it, or null
 * @param sourceLines the text of the range's lines as written (no line ends), for excerpts; may be
 *     empty
 */
public record Problem(
    SourceRange range, String message, @Nullable String hint, List<String> sourceLines) {
  /** By line, then by column, then by text. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem p) -> p.range().file())
          .thenComparingInt(p -> p.range().firstLine())
          .thenComparingInt(p -> p.range().column())
          .thenComparing(Problem::message);

  public Problem {
    Objects.requireNonNull(range, "range is null");
    Objects.requireNonNull(message, "message is null");
    sourceLines = List.copyOf(sourceLines);
  }
}
