package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names of images in FROM. */
public final class ImageNames {
  /** The image that is empty. */
  public static final String SCRATCH = "scratch";

  private ImageNames() {}

  /** Whether a word means itself: there is nothing in it to expand. */
  static boolean isConstant(Word word) {
    return word.text().chars().noneMatch(c -> "$'\"\\`".indexOf(c) >= 0);
  }

  /**
   * Checks the form of a name.
   *
   * @param stages what else could have been meant
   * @throws DockerfileException when no image can be called so
   */
  public static void check(String name, Place place, Collection<String> stages)
      throws DockerfileException {
    try {
      Reference.parse(name);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new DockerfileException(
          place.problem(
              "\""
                  + Escaped.text(name)
                  + "\" is not the name of an image"
                  + why
                  + suggestion(name, stages)));
    }
  }

  /** {@code " (did you mean scratch?)"}, or nothing. */
  public static String suggestion(String name, Collection<String> stages) {
    List<String> known = new ArrayList<>(List.of(SCRATCH));
    known.addAll(stages);
    return DidYouMean.suffix(name, known);
  }
}
