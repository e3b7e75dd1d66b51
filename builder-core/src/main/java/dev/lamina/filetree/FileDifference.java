package dev.lamina.filetree;

import dev.lamina.entry.Entry;
import dev.lamina.io.EntryPath;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path at which two trees differ.
 *
 * @param before what the first has there; null when nothing
 * @param after what the second has there; null when nothing
 * @param aspects what differs when both have something, in the order of the enum; else empty
 */
public record FileDifference(
    EntryPath path, @Nullable Entry before, @Nullable Entry after, Set<FileAspect> aspects) {
  public FileDifference {
    EnumSet<FileAspect> copy = EnumSet.noneOf(FileAspect.class);
    copy.addAll(aspects);
    aspects = Collections.unmodifiableSet(copy);
  }

  /** How a path differs. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  public Kind kind() {
    return before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
  }
}
