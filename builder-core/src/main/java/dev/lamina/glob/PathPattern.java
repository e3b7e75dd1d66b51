package dev.lamina.glob;

import dev.lamina.io.EntryPath;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern over whole paths, exactly as Go's {@code filepath.Match} has it: {@code *} is any run
 * without a slash, {@code ?} one character that is not a slash, {@code [a-z]} and {@code [^a-z]}
 * one character, {@code \c} the character itself. {@code **} is no more than {@code *}, braces and
 * {@code !} are ordinary characters, and a leading dot is not special. Characters are code points.
 *
 * <p>Matching takes time in proportion to the length of the pattern times that of the path, at
 * worst. Follows Dockerfile rule 4.3.
 */
public final class PathPattern {
  private final String text;
  private final List<Chunk> chunks;

  /** Characters to match at one place, after a star or where the last chunk ended. */
  private record Chunk(boolean afterStar, List<Token> tokens) {}

  private PathPattern(String text, List<Chunk> chunks) {
    this.text = text;
    this.chunks = chunks;
  }

  /**
   * A pattern as given; it is not cleaned.
   *
   * @throws IllegalArgumentException "syntax error in pattern" when a class is empty, not ended or
   *     has a stray dash, or when the last character is a backslash
   */
  public static PathPattern of(String text) {
    List<Chunk> chunks = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    boolean afterStar = false;
    for (Token token : PatternParser.plain(text)) {
      if (token.kind() == Token.Kind.STAR) {
        if (afterStar || !current.isEmpty()) {
          chunks.add(new Chunk(afterStar, List.copyOf(current)));
        }
        current.clear();
        afterStar = true;
      } else {
        current.add(token);
      }
    }
    if (afterStar || !current.isEmpty()) {
      chunks.add(new Chunk(afterStar, List.copyOf(current)));
    }
    return new PathPattern(text, List.copyOf(chunks));
  }

  /** Whether a text has a wildcard: a star, a question mark or a bracket without a backslash. */
  public static boolean hasWildcards(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || c == '[') {
        return true;
      }
    }
    return false;
  }

  /**
   * Cleans a text as a path (it cannot climb above the root) and parts it before its first
   * component with a wildcard. In what comes before, a backslash is an ordinary character.
   *
   * @throws IllegalArgumentException as {@link #of}, or when the text contains NUL
   */
  public static SplitPattern split(String text) {
    EntryPath prefix = EntryPath.ROOT;
    StringBuilder rest = new StringBuilder();
    for (EntryPath component : EntryPath.of(text).components()) {
      String name = component.decoded();
      if (!rest.isEmpty()) {
        rest.append('/').append(name);
      } else if (hasWildcards(name)) {
        rest.append(name);
      } else {
        prefix = prefix.resolve(component);
      }
    }
    return new SplitPattern(prefix, rest.isEmpty() ? null : of(rest.toString()));
  }

  /** Whether the pattern covers the whole of the path. */
  public boolean matches(EntryPath path) {
    int[] name = CodePoints.of(path);
    int from = 0;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      boolean last = i == chunks.size() - 1;
      if (chunk.tokens.isEmpty()) {
        return !hasSlash(name, from);
      }
      int start = place(chunk, name, from, last);
      if (start < 0) {
        return false;
      }
      from = start + chunk.tokens.size();
    }
    return from == name.length;
  }

  /** The first place at or after {@code from} where a chunk matches; -1 when there is none. */
  private static int place(Chunk chunk, int[] name, int from, boolean last) {
    int size = chunk.tokens.size();
    for (int start = from; start + size <= name.length; start++) {
      boolean fits = !last || start + size == name.length;
      if (fits && matchesAt(chunk.tokens, name, start)) {
        return start;
      }
      if (!chunk.afterStar || name[start] == '/') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean matchesAt(List<Token> tokens, int[] name, int start) {
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).matches(name[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasSlash(int[] name, int from) {
    for (int i = from; i < name.length; i++) {
      if (name[i] == '/') {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
