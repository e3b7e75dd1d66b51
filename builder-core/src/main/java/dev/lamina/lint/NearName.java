package dev.lamina.lint;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.io.Escaped;
import java.util.Collection;
import java.util.List;

/** What a variable was meant to be. */
final class NearName {
  /** Among more names than people write, looking for the nearest would only cost time. */
  private static final int MOST = 200;

  private NearName() {}

  /**
   * {@code " (did you mean NAME?)"}, or nothing.
   *
   * @param mark what stands before a name
   */
  static String suffix(String name, Collection<String> known, String mark) {
    List<String> sorted = known.size() > MOST ? List.of() : known.stream().sorted().toList();
    return DidYouMean.nearest(name, sorted)
        .map(near -> " (did you mean " + mark + Escaped.text(near) + "?)")
        .orElse("");
  }
}
