package dev.lamina.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stage would do.
 *
 * @param index from 0, in the order of the file
 * @param name after AS, lower case; null when there is none
 * @param kind what the stage begins with
 * @param base its name: of an image, of a context, or the label of a stage; {@code scratch}
 * @param detail how much of the steps is known
 * @param steps in order; none for a stage that a named context replaces
 */
public record StageOutline(
    int index,
    @Nullable String name,
    BaseKind kind,
    String base,
    Detail detail,
    List<StepOutline> steps) {
  /** What a stage begins with. */
  public enum BaseKind {
    SCRATCH,
    IMAGE,
    STAGE,
    /** A named context. */
    CONTEXT
  }

  /** How much is known without the base. */
  public enum Detail {
    /** Everything: words are expanded. */
    EXPANDED,
    /**
     * The base's environment is not known, so steps are as they are written, and triggers of the
     * base are not among them.
     */
    AS_WRITTEN
  }

  public StageOutline {
    steps = List.copyOf(steps);
  }
}
