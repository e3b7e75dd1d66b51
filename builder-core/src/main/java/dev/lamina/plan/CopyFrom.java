package dev.lamina.plan;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --from} of one COPY means.
 *
 * @param origin where files come from; may be the stage itself or a later one, which is an error of
 *     the stage that is told elsewhere
 * @param problem why it means nothing
 */
record CopyFrom(CopyOrigin origin, @Nullable Problem problem) {
  /** Resolves the flag of a COPY in stage {@code stage}. */
  static CopyFrom of(Instruction.Copy copy, int stage, StageNames names) {
    Word from = copy.flags().from();
    if (from == null || from.text().isEmpty()) {
      return new CopyFrom(new CopyOrigin.Context(), null);
    }
    OptionalInt named = names.near(stage, from.text());
    if (named.isPresent()) {
      return new CopyFrom(new CopyOrigin.StageIndex(named.getAsInt()), null);
    }
    Place place = from.in(copy.place());
    String text = from.text();
    if (StageNames.isNumber(text)) {
      OptionalInt index = names.ofNumber(text);
      return index.isPresent()
          ? new CopyFrom(new CopyOrigin.StageIndex(index.getAsInt()), null)
          : wrong(place.problem("invalid stage index " + text, names.known()));
    }
    String context = names.context(text);
    return context == null
        ? image(text, place, names)
        : new CopyFrom(new CopyOrigin.NamedContext(context), null);
  }

  private static CopyFrom image(String text, Place place, StageNames names) {
    if (text.indexOf('$') >= 0) {
      return wrong(
          place.problem(
              "variable expansion is not supported for --from, define a new stage with FROM using"
                  + " ARG from global scope as a workaround"));
    }
    if (text.equals("scratch")) {
      return wrong(place.problem("scratch is empty: there is nothing to copy from it"));
    }
    try {
      Reference.parse(text);
      return new CopyFrom(new CopyOrigin.ImageRef(text), null);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage() == null ? "" : ": " + e.getMessage();
      return wrong(
          place.problem(
              "--from=" + Escaped.text(text) + " is neither a stage nor the name of an image" + why,
              names.known()));
    }
  }

  private static CopyFrom wrong(Problem problem) {
    return new CopyFrom(new CopyOrigin.Context(), problem);
  }
}
