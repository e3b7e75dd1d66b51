package dev.lamina.glob;

import dev.lamina.io.EntryPath;
import org.jspecify.annotations.Nullable;

/**
 * A pattern parted at its first component with a wildcard.
 *
 * @param prefix the components before, to be taken literally
 * @param rest the pattern for what is below the prefix; null when there is no wildcard at all
 */
public record SplitPattern(EntryPath prefix, @Nullable PathPattern rest) {
  /** Whether there is no wildcard. */
  public boolean isLiteral() {
    return rest == null;
  }
}
