package dev.lamina.plan;

import dev.lamina.dockerfile.SourceRange;
import org.jspecify.annotations.Nullable;

/**
 * What one instruction would do.
 *
 * @param range where it stands; a trigger of a base stands at FROM
 * @param text as the history would have it; where that is not known, as written
 * @param effect what it changes
 * @param from where COPY and ADD take files from: {@code context}, {@code stage base}, {@code image
 *     alpine}, {@code context tools}; null for others
 */
public record StepOutline(SourceRange range, String text, Effect effect, @Nullable String from) {
  /** What an instruction changes. */
  public enum Effect {
    /** It adds a layer. */
    LAYER,
    /** It changes the configuration alone. */
    CONFIG
  }
}
