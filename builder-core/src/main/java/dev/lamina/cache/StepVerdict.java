package dev.lamina.cache;

import java.util.List;

/**
 * How a step of a build went, and why it did not go as before.
 *
 * @param stage its name, or its number
 * @param step from 1 in its stage; 0 for FROM
 * @param total steps of the stage
 * @param text as written
 * @param verdict how it went
 * @param reasons what has changed since the build before; empty when nothing has
 */
public record StepVerdict(
    String stage, int step, int total, String text, Verdict verdict, List<Reason> reasons) {
  public StepVerdict {
    reasons = List.copyOf(reasons);
  }

  /** How a step went. */
  public enum Verdict {
    /** Its layer was made. */
    MISS("miss"),
    /** Its layer was found. */
    HIT("hit"),
    /** It makes no layer, and is as it was. */
    SAME("same"),
    /** It makes no layer, and is not as it was. */
    CHANGED("changed");

    private final String id;

    Verdict(String id) {
      this.id = id;
    }

    /** The word for it in JSON. */
    public String id() {
      return id;
    }
  }
}
