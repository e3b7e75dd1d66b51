package dev.lamina.cache;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that an instruction mentions. */
final class Mentions {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

  private Mentions() {}

  /** Their names: of {@code $A} and {@code ${A:-b}} there is {@code A}. */
  static Set<String> in(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
      names.add(found.group(1));
    }
    return names;
  }
}
