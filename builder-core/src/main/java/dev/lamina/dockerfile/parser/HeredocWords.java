package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.parser.Heredoc.Expansion;
import dev.lamina.dockerfile.parser.Heredoc.Tabs;
import dev.lamina.dockerfile.shell.Spaces;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the starts of here-documents in an instruction's line. The escape is always the backslash
 * here, whatever the directive says.
 */
final class HeredocWords {
  /** More than this on one line is an attack, not a Dockerfile. */
  static final int MAX = 100;

  private final String line;
  private final Place place;

  private HeredocWords(String line, Place place) {
    this.line = line;
    this.place = place;
  }

  /** The here-documents that the line opens, their content still empty. */
  static List<Heredoc> find(String line, Place place) throws DockerfileException {
    HeredocWords words = new HeredocWords(line, place);
    List<Heredoc> found = new ArrayList<>();
    String bare = null;
    for (String word : words.cut()) {
      // `<< EOF`: the operator alone takes the next word as its delimiter
      Heredoc heredoc = start(bare == null ? word : bare + word);
      bare = heredoc == null && isBareOperator(word) ? word : null;
      if (heredoc != null) {
        found.add(heredoc);
      }
    }
    if (found.size() > MAX) {
      throw new DockerfileException(
          place.problem(found.size() + " heredocs in one instruction, at most " + MAX));
    }
    return found;
  }

  private List<String> cut() throws DockerfileException {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (Spaces.isSpace(line.charAt(at))) {
        at++;
        continue;
      }
      int from = at;
      while (at < line.length() && !Spaces.isSpace(line.charAt(at))) {
        char c = line.charAt(at);
        if (c == '\\') {
          at += 2;
        } else {
          at = c == '\'' || c == '"' ? afterQuote(at) : at + 1;
        }
      }
      at = Math.min(at, line.length());
      words.add(line.substring(from, at));
    }
    return words;
  }

  private int afterQuote(int start) throws DockerfileException {
    char quote = line.charAt(start);
    int at = start + 1;
    while (at < line.length() && line.charAt(at) != quote) {
      at += quote == '"' && line.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= line.length()) {
      String kind = quote == '"' ? "double" : "single";
      throw new DockerfileException(
          place.problem(
              "failed to process \""
                  + Escaped.text(line).replace("\"", "\\\"")
                  + "\": unexpected end of statement while looking for matching "
                  + kind
                  + "-quote"));
    }
    return at + 1;
  }

  /** A word of the form {@code 3<<-NAME}; null when it is none. */
  static @Nullable Heredoc start(String word) {
    int digits = 0;
    while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
      digits++;
    }
    if (!word.startsWith("<<", digits)) {
      return null;
    }
    int at = digits + 2;
    boolean stripped = word.startsWith("-", at);
    at += stripped ? 1 : 0;
    String delimiter = word.substring(at);
    if (delimiter.indexOf('<') >= 0) {
      return null;
    }
    String name = unquoted(delimiter);
    if (name.isEmpty() || digits > 9) {
      return null;
    }
    return new Heredoc(
        digits == 0 ? 0 : Integer.parseInt(word.substring(0, digits)),
        name,
        isQuoted(delimiter) ? Expansion.LITERAL : Expansion.EXPANDED,
        stripped ? Tabs.STRIPPED : Tabs.KEPT,
        "");
  }

  private static boolean isBareOperator(String word) {
    int at = 0;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      at++;
    }
    String operator = word.substring(at);
    return operator.equals("<<") || operator.equals("<<-");
  }

  /** A quote that no backslash protects makes the body literal. */
  private static boolean isQuoted(String delimiter) {
    for (int i = 0; i < delimiter.length(); i++) {
      char c = delimiter.charAt(i);
      if (c == '\'' || c == '"') {
        return true;
      }
      if (c == '\\') {
        i++;
      }
    }
    return false;
  }

  private static String unquoted(String delimiter) {
    StringBuilder out = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < delimiter.length(); i++) {
      char c = delimiter.charAt(i);
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < delimiter.length()) {
        char next = delimiter.charAt(i + 1);
        if (quote == 0 || next == '"' || next == '$' || next == '\\') {
          i++;
          out.append(next);
        } else {
          out.append(c);
        }
      } else if (c != '\\' || quote == '\'') {
        out.append(c);
      }
    }
    return out.toString();
  }
}
