package dev.lamina.build;

import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.glob.IgnorePattern;
import dev.lamina.io.EntryPath;

/** Which of the paths below a directory are copied. */
interface Selection {
  /** What becomes of a path. */
  enum Choice {
    /** It is copied, and a directory's content is looked at. */
    TAKE,
    /** It is not copied, but something below it may be. */
    LOOK_BELOW,
    /** It is not copied, nor anything below it. */
    LEAVE
  }

  /** The choice for a path, relative to the directory whose content is copied. */
  Choice choose(EntryPath path);

  /** Everything. */
  Selection ALL = path -> Choice.TAKE;

  /** What {@code --exclude} leaves. */
  static Selection without(IgnoreMatcher excludes) {
    if (excludes.patterns().isEmpty()) {
      return ALL;
    }
    return path -> {
      IgnoreMatcher.Verdict verdict = excludes.verdict(path);
      if (!verdict.ignored()) {
        return Choice.TAKE;
      }
      return excludes.mayKeepBelow(verdict) ? Choice.LOOK_BELOW : Choice.LEAVE;
    };
  }

  /** What a pattern of {@code --parents} names, with all that is below it. */
  static Selection matching(IgnorePattern pattern) {
    return path -> {
      for (EntryPath here = path; !here.isRoot(); here = here.parent()) {
        if (pattern.matches(here)) {
          return Choice.TAKE;
        }
      }
      return Choice.LOOK_BELOW;
    };
  }

  /** What both take. */
  default Selection and(Selection other) {
    return path -> {
      Choice mine = choose(path);
      Choice theirs = other.choose(path);
      return mine.compareTo(theirs) > 0 ? mine : theirs;
    };
  }
}
