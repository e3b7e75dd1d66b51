package dev.lamina.cache;

import dev.lamina.cache.BuildRecord.StepRecord;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.glob.IgnorePattern;
import dev.lamina.io.EntryPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file is missing in a layer because an ignore file says so. Where in the context a file
 * of the image came from is worked out from the words of the instruction.
 */
final class IgnoreReasons {
  private final BuildRecord before;
  private final BuildRecord after;
  private final StepRecord step;
  private final IgnoreMatcher matcherBefore;
  private final IgnoreMatcher matcherAfter;

  /**
   * @param step that copies out of the context
   */
  IgnoreReasons(BuildRecord before, BuildRecord after, StepRecord step) {
    this.before = before;
    this.after = after;
    this.step = step;
    this.matcherBefore = matcher(before);
    this.matcherAfter = matcher(after);
  }

  private static IgnoreMatcher matcher(BuildRecord build) {
    return IgnoreMatcher.of(build.ignorePatterns().stream().map(IgnorePattern::of).toList());
  }

  /** What keeps a file out that is gone: a pattern and its file; null when nothing does. */
  @Nullable String after(EntryPath image) {
    return reason(image, after, matcherBefore, matcherAfter);
  }

  /** What kept a file out that is new; null when nothing did. */
  @Nullable String before(EntryPath image) {
    return reason(image, before, matcherAfter, matcherBefore);
  }

  private @Nullable String reason(
      EntryPath image, BuildRecord build, IgnoreMatcher without, IgnoreMatcher with) {
    for (EntryPath path : sources(image)) {
      if (with.ignores(path) && !without.ignores(path)) {
        return last(with, path) + " in " + build.ignoreFile();
      }
    }
    return null;
  }

  /** The last pattern that matches a path or a directory that it is in: it decides. */
  private static String last(IgnoreMatcher matcher, EntryPath path) {
    String last = "a pattern";
    for (IgnorePattern pattern : matcher.patterns()) {
      if (!pattern.isException() && IgnoreMatcher.of(List.of(pattern)).ignores(path)) {
        last = pattern.toString();
      }
    }
    return last;
  }

  /** Where in the context a file of the image may have come from. */
  private List<EntryPath> sources(EntryPath image) {
    List<EntryPath> places = new ArrayList<>();
    EntryPath to = EntryPath.of(step.destination());
    if (!image.startsWith(to)) {
      return places;
    }
    EntryPath below = image.relativeTo(to);
    for (String source : step.sources()) {
      EntryPath from = EntryPath.of(source);
      places.add(from.resolve(below));
      if (below.isRoot() || from.name().equals(below)) {
        places.add(from);
      }
      // of a pattern only the last part is taken for one
      places.add(from.parent().resolve(below.isRoot() ? from.name() : below));
    }
    return places;
  }
}
