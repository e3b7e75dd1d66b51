package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.shell.Spaces;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code # key=value} lines at the very top. */
final class Directives {
  private final Map<String, Directive> values = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private int count;

  /** Reads from the first line to the first that is no directive. */
  static Directives read(String file, SourceLines lines) {
    Directives directives = new Directives();
    for (int i = 0; i < lines.count(); i++) {
      String line = lines.text(i);
      String[] pair = keyAndValue(line);
      if (pair == null || !directives.take(pair[0], pair[1], place(file, i, line))) {
        break;
      }
      directives.count++;
    }
    return directives;
  }

  char escape() {
    Directive escape = values.get("escape");
    return escape == null ? '\\' : escape.value().charAt(0);
  }

  @Nullable String syntax() {
    Directive syntax = values.get("syntax");
    return syntax == null ? null : syntax.value();
  }

  @Nullable Directive check() {
    return values.get("check");
  }

  /** How many lines they are. */
  int count() {
    return count;
  }

  List<Problem> problems() {
    return problems;
  }

  List<Problem> warnings() {
    return warnings;
  }

  /** False when the key is unknown: that ends the directives. */
  private boolean take(String name, String value, Place place) {
    String key = AsciiCase.lower(name);
    if (!key.equals("escape") && !key.equals("syntax") && !key.equals("check")) {
      return false;
    }
    if (values.containsKey(key)) {
      problems.add(place.problem("only one " + key + " parser directive can be used"));
      return true;
    }
    if (key.equals("escape") && !value.equals("\\") && !value.equals("`")) {
      problems.add(
          place.problem(
              "invalid escape token '" + Escaped.text(value) + "' does not match ` or \\"));
      return true;
    }
    if (key.equals("syntax") && !isOurs(value)) {
      warnings.add(
          place.problem(
              "the front end " + Escaped.text(value) + " is not fetched; the line has no effect"));
    }
    values.put(key, new Directive(value, place));
    return true;
  }

  private static boolean isOurs(String syntax) {
    String image = syntax.startsWith("docker.io/") ? syntax.substring(10) : syntax;
    return image.startsWith("docker/dockerfile");
  }

  private static Place place(String file, int index, String line) {
    return new Place(SourceRange.lines(file, index + 1, index + 1), List.of(line));
  }

  /** Key and value of {@code # key = value}; null when the line is something else. */
  private static String @Nullable [] keyAndValue(String line) {
    String text = Spaces.trim(line);
    if (!text.startsWith("#")) {
      return null;
    }
    text = Spaces.trim(text.substring(1));
    int end = 0;
    while (end < text.length() && isKeyCharacter(text.charAt(end), end)) {
      end++;
    }
    String rest = Spaces.trim(text.substring(end));
    if (end == 0 || !rest.startsWith("=")) {
      return null;
    }
    String value = Spaces.trim(rest.substring(1));
    return value.isEmpty() ? null : new String[] {text.substring(0, end), value};
  }

  private static boolean isKeyCharacter(char c, int at) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (at > 0 && c >= '0' && c <= '9');
  }
}
