package dev.lamina.dockerfile;

import dev.lamina.io.Escaped;
import java.util.List;

/**
 * Problems as a person reads them: where, the lines with a mark and a caret, what, and what to do.
 *
 * <pre>
 * Dockerfile:2:6
 * --------------------
 *    2 | &gt;&gt;&gt; COPY --chwon=1 a b
 *      |          ^
 * --------------------
 * error: unknown flag: --chwon
 * hint: …
 * </pre>
 */
public final class ProblemText {
  private static final String RULE = "--------------------\n";

  /** A line shown is cut at this many characters; more only fills the terminal. */
  private static final int WIDTH = 200;

  /** More problems than this are not printed one by one. */
  private static final int MOST = 1000;

  private ProblemText() {}

  /** All problems, a blank line between two; ends with a line end. */
  public static String errors(List<Problem> problems) {
    return all("error", problems);
  }

  /** All warnings, a blank line between two; ends with a line end. */
  public static String warnings(List<Problem> problems) {
    return all("warning", problems);
  }

  private static String all(String severity, List<Problem> problems) {
    StringBuilder out = new StringBuilder();
    for (Problem problem : problems.subList(0, Math.min(problems.size(), MOST))) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      append(out, severity, problem);
    }
    if (problems.size() > MOST) {
      out.append('\n').append(severity).append(": and ").append(problems.size() - MOST);
      out.append(" more\n");
    }
    return out.toString();
  }

  /** Where alone: the place, and the lines with a mark and a caret; ends with a line end. */
  public static String place(Problem problem) {
    StringBuilder out = new StringBuilder();
    appendPlace(out, problem);
    return out.toString();
  }

  private static void appendPlace(StringBuilder out, Problem problem) {
    SourceRange range = problem.range();
    out.append(safe(range.file())).append(':').append(range.firstLine());
    if (range.column() > 0) {
      out.append(':').append(range.column());
    }
    out.append('\n');
    if (!problem.sourceLines().isEmpty()) {
      appendExcerpt(out, problem);
    }
  }

  private static void append(StringBuilder out, String severity, Problem problem) {
    appendPlace(out, problem);
    out.append(severity).append(": ").append(problem.message()).append('\n');
    if (problem.hint() != null) {
      out.append("hint: ").append(problem.hint()).append('\n');
    }
  }

  private static void appendExcerpt(StringBuilder out, Problem problem) {
    SourceRange range = problem.range();
    int width = Math.max(4, Integer.toString(range.lastLine()).length());
    out.append(RULE);
    int number = range.firstLine();
    for (String line : problem.sourceLines()) {
      String digits = Integer.toString(number);
      out.append(" ".repeat(width - digits.length())).append(digits).append(" | >>>");
      // what is cut off below need not be made safe first
      String shown = safe(cut(line.stripTrailing()));
      out.append(shown.isEmpty() ? "" : " ").append(shown, 0, Math.min(shown.length(), WIDTH));
      out.append(shown.length() > WIDTH ? "…\n" : "\n");
      if (number == range.firstLine()) {
        appendCaret(out, line, range.column(), width);
      }
      number++;
    }
    if (number <= range.lastLine()) {
      out.append(" ".repeat(width)).append(" | …\n");
    }
    out.append(RULE);
  }

  private static void appendCaret(StringBuilder out, String line, int column, int width) {
    if (column == 0 || column > Math.min(line.length(), WIDTH) + 1) {
      return;
    }
    int before = safe(line.substring(0, column - 1)).length();
    if (before < WIDTH) {
      out.append(" ".repeat(width)).append(" |     ").append(" ".repeat(before)).append("^\n");
    }
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, line.offsetByCodePoints(0, WIDTH + 1));
  }

  /** What could move the cursor or reorder the text shows as an escape; a tab as four blanks. */
  private static String safe(String line) {
    StringBuilder out = new StringBuilder(line.length());
    line.codePoints()
        .forEach(
            c -> {
              if (c == '\t') {
                out.append("    ");
              } else if (Escaped.isSafe(c)) {
                out.appendCodePoint(c);
              } else {
                String hex = Integer.toHexString(c);
                out.append(c < 0x100 ? "\\x" : "\\u");
                out.append("0".repeat(Math.max(0, (c < 0x100 ? 2 : 4) - hex.length()))).append(hex);
              }
            });
    return out.toString();
  }
}
