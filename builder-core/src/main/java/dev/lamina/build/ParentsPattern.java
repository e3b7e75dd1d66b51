package dev.lamina.build;

import dev.lamina.glob.IgnorePattern;
import dev.lamina.glob.PathPattern;
import dev.lamina.io.EntryPath;

/**
 * A source of {@code COPY --parents}.
 *
 * @param base where the kept paths begin: what stands before the first {@code /./}, else the root;
 *     may have wildcards
 * @param rest what is copied of it, path and all; empty for everything
 */
record ParentsPattern(String base, String rest) {
  private static final String PIVOT = "/./";

  static ParentsPattern of(String argument) {
    String path = argument.startsWith("./") ? argument.substring(1) : argument;
    int pivot = path.indexOf(PIVOT);
    String base = pivot < 0 ? "" : path.substring(0, pivot);
    String rest = pivot < 0 ? path : path.substring(pivot + PIVOT.length());
    // cleaned as text: what is left of "." and ".." means nothing to the matcher
    return new ParentsPattern(base, EntryPath.of(rest).decoded());
  }

  boolean isLiteral() {
    return !PathPattern.hasWildcards(base) && !PathPattern.hasWildcards(rest);
  }

  Selection selection() {
    return rest.isEmpty() ? Selection.ALL : Selection.matching(IgnorePattern.of(rest));
  }
}
