package dev.lamina.dockerfile.shell;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.io.Escaped;
import org.jspecify.annotations.Nullable;

/** One run over one text. */
final class Expansion {
  /** What quotes mean. */
  enum Quotes {
    REMOVED,
    ORDINARY
  }

  /** Substitutions within substitutions. */
  private static final int MAX_DEPTH = 32;

  /** What a word costs beside its characters. */
  private static final int WORD_COST = 16;

  private static final char NO_STOP = '\0';
  private static final String SPECIAL = "@*#?-$!0";

  private final String text;
  private final char escape;
  private final Quotes quotes;
  private final int limit;
  private final Variables variables;
  private final Place where;
  private final Effort effort;
  private boolean keepEscapes;
  private int depth;
  private int at;

  Expansion(
      String text,
      char escape,
      Quotes quotes,
      int limit,
      Variables variables,
      Place where,
      Effort effort) {
    this.text = text;
    this.escape = escape;
    this.quotes = quotes;
    this.limit = limit;
    this.variables = variables;
    this.where = where;
    this.effort = effort;
  }

  String expand(@Nullable WordList words) throws DockerfileException {
    effort.spend(WORD_COST + text.length(), where);
    return until(NO_STOP, words);
  }

  /** Up to the stop character, which is taken; at the end of the text it is missing. */
  private String until(char stop, @Nullable WordList words) throws DockerfileException {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (stop != NO_STOP && c == stop) {
        at++;
        return out.toString();
      }
      if (c == '$') {
        String value = dollar();
        append(out, value);
        effort.spend(value.length(), where);
        if (words != null) {
          words.add(value);
        }
      } else if (quotes == Quotes.REMOVED && (c == '\'' || c == '"')) {
        String quoted = c == '"' ? doubleQuoted() : singleQuoted();
        append(out, quoted);
        if (words != null) {
          words.addRaw(quoted);
        }
      } else {
        plain(c, out, words);
      }
    }
    if (stop != NO_STOP) {
      throw fail(stop == '/' ? "syntax error: missing '/' in ${}" : "syntax error: missing '}'");
    }
    return out.toString();
  }

  private void plain(char c, StringBuilder out, @Nullable WordList words)
      throws DockerfileException {
    at++;
    if (c != escape) {
      append(out, c);
      if (words != null) {
        words.add(c);
      }
      return;
    }
    if (keepEscapes) {
      append(out, c);
    }
    if (at < text.length()) { // an escape at the very end is dropped
      char next = text.charAt(at++);
      append(out, next);
      if (words != null) {
        words.addRaw(next);
      }
    }
  }

  private String singleQuoted() throws DockerfileException {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw fail("unexpected end of statement while looking for matching single-quote");
    }
    String quoted = text.substring(at + 1, end);
    at = end + 1;
    return quoted;
  }

  private String doubleQuoted() throws DockerfileException {
    at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '$') {
        String value = dollar();
        append(out, value);
        effort.spend(value.length(), where);
        continue;
      }
      at++;
      if (c == escape) {
        if (keepEscapes) {
          append(out, c);
        }
        if (at == text.length()) {
          break;
        }
        char next = text.charAt(at);
        if (next == '"' || next == '$' || next == escape) {
          c = next;
          at++;
        }
      }
      append(out, c);
    }
    throw fail("unexpected end of statement while looking for matching double-quote");
  }

  private String dollar() throws DockerfileException {
    at++;
    if (at < text.length() && text.charAt(at) == '{') {
      at++;
      if (++depth > MAX_DEPTH) {
        throw fail("syntax error: substitutions nested deeper than " + MAX_DEPTH);
      }
      String value = braced();
      depth--;
      return value;
    }
    String name = name();
    return name.isEmpty() ? "$" : orEmpty(value(name));
  }

  /** Behind <code>${</code>. */
  private String braced() throws DockerfileException {
    if (at == text.length()) {
      throw fail("syntax error: missing '}'");
    }
    char first = text.charAt(at);
    if (first == '{' || first == '}' || first == ':') {
      throw fail("syntax error: bad substitution");
    }
    String name = name();
    if (at == text.length()) {
      throw fail("syntax error: missing '}'");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '}' -> orEmpty(value(name));
      case ':' -> colon(name);
      case '-', '+', '?' -> conditional(name, c, value(name) != null);
      case '#', '%' -> trimmed(name, c);
      case '/' -> replaced(name);
      default -> throw unsupported(text.substring(at - 1, end(at)));
    };
  }

  private String colon(String name) throws DockerfileException {
    if (at == text.length()) {
      throw fail("syntax error: missing '}'");
    }
    char c = text.charAt(at++);
    if (c != '-' && c != '+' && c != '?') {
      throw unsupported(text.substring(at - 2, end(at)));
    }
    String value = value(name);
    return conditional(name, c, value != null && !value.isEmpty());
  }

  /** The end of the character whose first half ends at {@code index}. */
  private int end(int index) {
    boolean half = index < text.length() && Character.isHighSurrogate(text.charAt(index - 1));
    return half ? index + 1 : index;
  }

  private DockerfileException unsupported(String modifier) {
    return fail("unsupported modifier (" + Escaped.text(modifier) + ") in substitution");
  }

  private String conditional(String name, char operator, boolean present)
      throws DockerfileException {
    String word = argument('}', false);
    String value = orEmpty(value(name));
    if (operator == '+') {
      return present ? word : "";
    }
    if (present) {
      return value;
    }
    if (operator == '-') {
      return word;
    }
    String reason =
        value(name) == null ? "is not allowed to be unset" : "is not allowed to be empty";
    throw fail(Escaped.text(name) + ": " + (word.isEmpty() ? reason : Escaped.text(word)));
  }

  private String trimmed(String name, char operator) throws DockerfileException {
    String word = argument('}', true);
    boolean longest = !word.isEmpty() && word.charAt(0) == operator;
    ShellPattern pattern = pattern(longest ? word.substring(1) : word);
    String value = orEmpty(value(name));
    effort.spend(pattern.cost(value), where);
    return operator == '#'
        ? pattern.withoutPrefix(value, longest)
        : pattern.withoutSuffix(value, longest);
  }

  private String replaced(String name) throws DockerfileException {
    boolean all = at < text.length() && text.charAt(at) == '/';
    if (all) {
      at++;
    }
    String pattern = argument('/', true);
    String replacement = argument('}', true);
    String value = orEmpty(value(name));
    ShellPattern compiled = pattern(pattern);
    effort.spend(2 * compiled.cost(value), where);
    StringBuilder out = new StringBuilder();
    if (!compiled.replace(value, replacement, all, out, limit)) {
      throw tooLong();
    }
    return out.toString();
  }

  private String argument(char stop, boolean escapesKept) throws DockerfileException {
    boolean before = keepEscapes;
    keepEscapes = escapesKept;
    String argument = until(stop, null);
    keepEscapes = before;
    return argument;
  }

  private ShellPattern pattern(String source) throws DockerfileException {
    try {
      return ShellPattern.parse(source);
    } catch (IllegalArgumentException e) {
      throw fail(
          "invalid pattern ("
              + Escaped.text(source)
              + ") in substitution: "
              + String.valueOf(e.getMessage()));
    }
  }

  /** A name, a positional or special parameter; empty when there is none. */
  private String name() {
    int from = at;
    if (at < text.length() && Character.isDigit(text.codePointAt(at))) {
      while (at < text.length() && Character.isDigit(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      return text.substring(from, at);
    }
    if (at < text.length() && SPECIAL.indexOf(text.charAt(at)) >= 0) {
      at++;
      return text.substring(from, at);
    }
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c != '_' && !Character.isLetter(c) && !Character.isDigit(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    return text.substring(from, at);
  }

  /** Positional and special parameters are always unset. */
  private @Nullable String value(String name) {
    if (name.isEmpty()) {
      return null;
    }
    int first = name.codePointAt(0);
    if (first == '_' || Character.isLetter(first)) {
      return variables.value(name);
    }
    variables.parameter(name);
    return null;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private void append(StringBuilder out, String more) throws DockerfileException {
    if (out.length() + more.length() > limit) {
      throw tooLong();
    }
    out.append(more);
  }

  private void append(StringBuilder out, char c) throws DockerfileException {
    if (out.length() == limit) {
      throw tooLong();
    }
    out.append(c);
  }

  private DockerfileException tooLong() {
    return new DockerfileException(
        where.problem("expansion of " + shown() + " exceeds " + limit + " bytes"));
  }

  private DockerfileException fail(String message) {
    return new DockerfileException(
        where.problem("failed to process \"" + shown().replace("\"", "\\\"") + "\": " + message));
  }

  private String shown() {
    return Escaped.text(text.length() <= 200 ? text : text.substring(0, 200) + "…");
  }
}
