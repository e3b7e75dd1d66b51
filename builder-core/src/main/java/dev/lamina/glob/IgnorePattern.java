package dev.lamina.glob;

import dev.lamina.io.EntryPath;
import java.util.List;

/**
 * One line of an ignore file. The language is that of {@link PathPattern}, and {@code **} crosses
 * directories. A pattern matches whole paths from the root; that a matched directory takes along
 * what is in it is the business of {@link IgnoreMatcher}.
 *
 * <p>Follows Dockerfile rules 5.2 and 5.3 (moby's {@code patternmatcher}), with its shortcuts:
 * {@code lit**} matches all that starts with {@code lit}, {@code **lit} all that ends with it.
 */
public final class IgnorePattern {
  /** How the pattern is compared. */
  private enum Shape {
    EXACT,
    PREFIX,
    SUFFIX,
    GENERAL
  }

  /** Not a character. */
  static final int ANY = Integer.MIN_VALUE;

  private final String text;
  private final boolean exception;
  private final Shape shape;

  /** The characters to compare with; for a general pattern those that every match starts with. */
  private final int[] literal;

  private final TokenMatcher general;

  private final int lastCharacter;

  /** How many slashes each match has; -1 when they differ. */
  private final int slashes;

  private static int last(int[] characters) {
    return characters.length == 0 ? ANY : characters[characters.length - 1];
  }

  private IgnorePattern(String text, boolean exception) {
    this.text = text;
    this.exception = exception;
    List<Token> tokens = PatternParser.recursive(text);
    this.general = new TokenMatcher(tokens);
    this.slashes = general.slashes();
    this.shape = shapeOf(text);
    this.literal =
        switch (shape) {
          case EXACT -> CodePoints.of(text);
          case PREFIX -> CodePoints.of(text.substring(0, text.length() - 2));
          case SUFFIX -> CodePoints.of(text.substring(2));
          case GENERAL -> leadingLiterals(tokens);
        };
    this.lastCharacter =
        switch (shape) {
          case EXACT, SUFFIX -> last(literal);
          case PREFIX -> ANY;
          case GENERAL -> last(general.ending());
        };
  }

  /**
   * The pattern of one line: trimmed, a leading {@code !} taken as the mark of an exception,
   * cleaned as a path, and without a leading slash.
   *
   * @throws IllegalArgumentException {@code illegal exclusion pattern: "!"} when nothing follows
   *     the mark, or "syntax error in pattern"; or when nothing but white space is given
   */
  public static IgnorePattern of(String line) {
    String pattern = GoPaths.trim(line);
    boolean exception = pattern.startsWith("!");
    if (exception) {
      pattern = GoPaths.trim(pattern.substring(1));
    }
    if (exception && (pattern.isEmpty() || GoPaths.clean(pattern).equals("/"))) {
      throw new IllegalArgumentException("illegal exclusion pattern: \"!\"");
    }
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("empty pattern");
    }
    String cleaned = GoPaths.clean(pattern);
    boolean rooted = cleaned.length() > 1 && cleaned.startsWith("/");
    return new IgnorePattern(rooted ? cleaned.substring(1) : cleaned, exception);
  }

  /** Whether a line has nothing but white space, as Go sees it, and so no pattern. */
  public static boolean isBlank(String line) {
    return GoPaths.trim(line).isEmpty();
  }

  private static Shape shapeOf(String text) {
    boolean deepStart = text.startsWith("**");
    String rest = deepStart ? text.substring(2) : text;
    if (isLiteral(rest)) {
      return deepStart ? Shape.SUFFIX : Shape.EXACT;
    }
    boolean literalBeforeDeepEnd =
        !deepStart && text.endsWith("**") && isLiteral(text.substring(0, text.length() - 2));
    return literalBeforeDeepEnd ? Shape.PREFIX : Shape.GENERAL;
  }

  private static boolean isLiteral(String text) {
    return text.chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
  }

  private static int[] leadingLiterals(List<Token> tokens) {
    return tokens.stream()
        .takeWhile(token -> token.kind() == Token.Kind.LITERAL)
        .mapToInt(Token::character)
        .toArray();
  }

  /** Whether it began with {@code !}: what it matches is not ignored. */
  public boolean isException() {
    return exception;
  }

  /** Whether it matches this very path. */
  public boolean matches(EntryPath path) {
    return matches(CodePoints.of(path));
  }

  boolean matches(int[] path) {
    return switch (shape) {
      case EXACT -> path.length == literal.length && literalAt(path, 0);
      case PREFIX -> literalAt(path, 0);
      case SUFFIX ->
          literalAt(path, path.length - literal.length)
              || (literal.length == path.length + 1 && literal[0] == '/' && isAllButSlash(path));
      case GENERAL -> general.matches(path);
    };
  }

  private boolean literalAt(int[] path, int from) {
    if (from < 0 || from + literal.length > path.length) {
      return false;
    }
    for (int i = 0; i < literal.length; i++) {
      if (path[from + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }

  /** {@code **}{@code /lit} matches {@code lit} itself. */
  private boolean isAllButSlash(int[] path) {
    for (int i = 0; i < path.length; i++) {
      if (path[i] != literal[i + 1]) {
        return false;
      }
    }
    return true;
  }

  /** False when it matches neither this path nor anything below it. */
  public boolean mayMatchIn(EntryPath path) {
    int[] characters = CodePoints.of(path);
    return matches(characters) || mayMatchBelow(characters);
  }

  /** False when nothing below this directory can match. */
  boolean mayMatchBelow(int[] directory) {
    if (shape == Shape.SUFFIX) {
      return true;
    }
    int shared = Math.min(directory.length, literal.length);
    for (int i = 0; i < shared; i++) {
      if (directory[i] != literal[i]) {
        return false;
      }
    }
    if (literal.length > directory.length) {
      return directory.length == 0 || literal[directory.length] == '/';
    }
    return shape != Shape.EXACT;
  }

  /** The last character of every match; {@link #ANY} when they differ. */
  int lastCharacter() {
    return lastCharacter;
  }

  /**
   * False when no name in this very directory can match.
   *
   * @param depth how many components the directory has
   */
  boolean mayMatchChild(int[] directory, int depth) {
    boolean rightDepth = shape == Shape.SUFFIX || slashes < 0 || slashes == depth;
    return rightDepth && mayMatchBelow(directory);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IgnorePattern that
        && exception == that.exception
        && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern after cleaning, with its {@code !}. */
  @Override
  public String toString() {
    return exception ? "!" + text : text;
  }
}
