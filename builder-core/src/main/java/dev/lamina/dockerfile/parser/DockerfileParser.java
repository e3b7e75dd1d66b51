package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.parser.Statement.Shape;
import dev.lamina.dockerfile.shell.Spaces;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text to statements: directives, comments, continuations, flags, JSON lists and heredocs. What the
 * statements mean is not looked at, so an unknown instruction is a statement too.
 */
public final class DockerfileParser {
  /** Bytes of a Dockerfile; whoever reads one need not read more. */
  public static final int MAX_BYTES = 1 << 20;

  /** Instructions of a Dockerfile. */
  public static final int MAX_INSTRUCTIONS = 10_000;

  private static final Set<Keyword> WITH_HEREDOCS = Set.of(Keyword.ADD, Keyword.COPY, Keyword.RUN);

  private static final Set<Keyword> WITH_LISTS =
      Set.of(
          Keyword.ADD, Keyword.CMD, Keyword.COPY, Keyword.ENTRYPOINT, Keyword.RUN, Keyword.VOLUME);

  private final String file;
  private final SourceLines lines;
  private final char escape;
  private final @Nullable Place everywhere;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<Place> emptyContinuations = new ArrayList<>();
  private @Nullable String comment;
  private int next;

  private DockerfileParser(
      String file, SourceLines lines, char escape, @Nullable Place everywhere) {
    this.file = file;
    this.lines = lines;
    this.escape = escape;
    this.everywhere = everywhere;
  }

  /**
   * Reads a whole file. Problems of single statements are in the result.
   *
   * @param file its name, for places
   * @param bytes its content, UTF-8, at most {@link #MAX_BYTES}
   * @throws DockerfileException when it cannot be read at all: not UTF-8, NUL, too long, empty
   */
  public static Statements parse(String file, byte[] bytes) throws DockerfileException {
    if (bytes.length > MAX_BYTES) {
      throw fatal(file, "the Dockerfile is larger than " + MAX_BYTES + " bytes");
    }
    SourceLines lines = SourceLines.read(file, bytes);
    if (lines.count() == 0) {
      throw fatal(file, "the Dockerfile cannot be empty");
    }
    Directives directives = Directives.read(file, lines);
    DockerfileParser parser = new DockerfileParser(file, lines, directives.escape(), null);
    parser.problems.addAll(directives.problems());
    parser.warnings.addAll(directives.warnings());
    parser.next = directives.count();
    parser.readAll();
    if (parser.statements.isEmpty() && parser.problems.isEmpty()) {
      throw fatal(file, "file with no instructions");
    }
    return new Statements(
        file,
        directives.escape(),
        directives.syntax(),
        directives.check(),
        parser.statements,
        parser.emptyContinuations,
        parser.problems,
        parser.warnings);
  }

  /**
   * Reads one trigger of an image's ONBUILD list.
   *
   * @param text the instruction as stored
   * @param where the FROM that brings the trigger in; problems are told there
   * @throws DockerfileException when it is not exactly one instruction
   */
  public static Statement trigger(String text, Place where) throws DockerfileException {
    DockerfileParser parser =
        new DockerfileParser(where.range().file(), SourceLines.of(text), '\\', where);
    parser.readAll();
    if (!parser.problems.isEmpty()) {
      throw new DockerfileException(parser.problems);
    }
    if (parser.statements.size() != 1) {
      throw new DockerfileException(where.problem("a trigger must be a single instruction"));
    }
    return parser.statements.get(0);
  }

  private static DockerfileException fatal(String file, String message) {
    return new DockerfileException(
        new Place(SourceRange.lines(file, 1, 1), List.of()).problem(message));
  }

  private void readAll() {
    while (next < lines.count()) {
      int first = next;
      JoinedLine line = joined();
      if (Spaces.trim(line.text()).isEmpty()) {
        comment = commentIn(lines.text(first));
        continue;
      }
      if (statements.size() + problems.size() >= MAX_INSTRUCTIONS) {
        problems.add(
            place(first, first).problem("more than " + MAX_INSTRUCTIONS + " instructions"));
        return;
      }
      try {
        statements.add(statement(line, first));
      } catch (DockerfileException e) {
        problems.addAll(e.problems());
      }
      comment = null;
    }
  }

  /** The text of a comment; null for other lines and for an empty comment. */
  private static @Nullable String commentIn(String line) {
    String text = isComment(line) ? Spaces.trim(line.substring(line.indexOf('#') + 1)) : "";
    return text.isEmpty() ? null : text;
  }

  private JoinedLine joined() {
    int first = next++;
    String raw = lines.text(first);
    int column = 0;
    while (column < raw.length() && Spaces.isSpace(raw.charAt(column))) {
      column++;
    }
    String text = isComment(raw) ? "" : raw.substring(column);
    StringBuilder out = new StringBuilder(withoutContinuation(text));
    int known = everywhere == null ? out.length() : 0;
    boolean more = continues(text);
    boolean empty = false;
    while (more && next < lines.count()) {
      String line = lines.text(next++);
      if (isComment(line)) {
        continue;
      }
      if (Spaces.trim(line).isEmpty()) {
        empty = true;
        continue;
      }
      out.append(withoutContinuation(line));
      more = continues(line);
    }
    if (empty) {
      emptyContinuations.add(place(next - 1, next - 1));
    }
    return new JoinedLine(out.toString(), column + 1, known);
  }

  private Statement statement(JoinedLine line, int first) throws DockerfileException {
    Place head = place(first, next - 1);
    Statement statement = new StatementCutter(line, escape, head, comment).cut();
    if (isBrokenList(statement)) {
      warnings.add(
          statement
              .place()
              .problem(
                  "this looks like a JSON list and is none, so it is taken as plain text",
                  "a list is [\"a\", \"b\"]: double quotes, commas between, nothing after it"));
    }
    if (!mayHaveHeredocs(statement) || !line.text().contains("<<")) {
      return statement;
    }
    List<Heredoc> starts = HeredocWords.find(line.text(), head);
    List<Heredoc> filled = new ArrayList<>();
    for (Heredoc start : starts) {
      filled.add(body(start, head));
    }
    return starts.isEmpty() ? statement : withHeredocs(statement, filled, place(first, next - 1));
  }

  /**
   * {@code [ "$x" = y ]} is a command that people mean; a list has commas, or quotes at its end.
   */
  private static boolean isBrokenList(Statement statement) {
    Keyword keyword = statement.keyword();
    boolean mayBeList = keyword != null && WITH_LISTS.contains(keyword);
    if (!mayBeList || statement.shape() == Shape.JSON || statement.words().isEmpty()) {
      return false;
    }
    String first = statement.words().get(0).text();
    String last = statement.words().get(statement.words().size() - 1).text();
    return first.startsWith("[")
        && (first.contains("\",")
            || first.contains("',")
            || last.endsWith("\"]")
            || last.endsWith("']")
            || last.endsWith(",]"));
  }

  private static boolean mayHaveHeredocs(Statement statement) {
    Statement inner = statement.trigger() == null ? statement : statement.trigger();
    return inner.keyword() != null
        && WITH_HEREDOCS.contains(inner.keyword())
        && inner.shape() != Shape.JSON;
  }

  private Heredoc body(Heredoc start, Place head) throws DockerfileException {
    StringBuilder content = new StringBuilder();
    boolean stripped = start.tabs() == Heredoc.Tabs.STRIPPED;
    while (next < lines.count()) {
      int index = next++;
      String line = lines.text(index);
      if ((stripped ? withoutLeadingTabs(line) : line).equals(start.name())) {
        return start.withContent(content.toString());
      }
      content.append(lines.raw(index));
    }
    throw new DockerfileException(
        head.problem(
            "unterminated heredoc",
            "end the text with a line that is exactly " + Escaped.text(start.name())));
  }

  private static Statement withHeredocs(Statement s, List<Heredoc> heredocs, Place whole) {
    Statement trigger = s.trigger();
    return new Statement(
        whole.at(s.place().range().column()),
        s.comment(),
        s.name(),
        s.keyword(),
        s.text(),
        s.flags(),
        s.shape(),
        s.words(),
        heredocs,
        trigger == null ? null : withHeredocs(trigger, heredocs, whole));
  }

  private Place place(int first, int last) {
    return everywhere != null
        ? everywhere
        : new Place(SourceRange.lines(file, first + 1, last + 1), lines.texts(first, last));
  }

  private static String withoutLeadingTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }

  private static boolean isComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (!Spaces.isSpace(line.charAt(i))) {
        return line.charAt(i) == '#';
      }
    }
    return false;
  }

  /** Ends with one escape (not two), blanks allowed after it. */
  private boolean continues(String line) {
    int at = escapeIndex(line);
    return at >= 0 && (at == 0 || line.charAt(at - 1) != escape);
  }

  private String withoutContinuation(String line) {
    return continues(line) ? line.substring(0, escapeIndex(line)) : line;
  }

  /** Where the last character that is no blank stands, if it is the escape; else -1. */
  private int escapeIndex(String line) {
    int at = line.length() - 1;
    while (at >= 0 && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at--;
    }
    return at >= 0 && line.charAt(at) == escape ? at : -1;
  }
}
