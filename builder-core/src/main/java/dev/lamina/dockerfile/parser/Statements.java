package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile says, line by line, with what is wrong so far: a later reader adds its own
 * findings, so that all problems are told at once.
 *
 * @param file the Dockerfile as the user named it
 * @param escape {@code \} or the backtick
 * @param syntax the front end that a {@code # syntax=} line asks for; it is never fetched
 * @param check the linter settings of a {@code # check=} line
 * @param list the statements that could be cut
 * @param emptyContinuations the last line of each statement that has an empty line within
 * @param problems errors found while cutting
 * @param warnings doubts found while cutting
 */
public record Statements(
    String file,
    char escape,
    @Nullable String syntax,
    @Nullable Directive check,
    List<Statement> list,
    List<Place> emptyContinuations,
    List<Problem> problems,
    List<Problem> warnings) {
  public Statements {
    list = List.copyOf(list);
    emptyContinuations = List.copyOf(emptyContinuations);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /** The whole file's first line, for what concerns no line in particular. */
  public SourceRange start() {
    return SourceRange.lines(file, 1, 1);
  }
}
