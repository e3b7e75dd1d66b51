package dev.lamina.glob;

import dev.lamina.io.EntryPath;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of an ignore file, in order, applied to the paths of a tree from the root downwards:
 * what a directory matched, its children match too; the last pattern that matches decides; and an
 * exception is only looked at where something is ignored so far. Follows Dockerfile rule 5.4.
 */
public final class IgnoreMatcher {
  /** Ignores nothing. */
  public static final IgnoreMatcher NONE = new IgnoreMatcher(List.of());

  private static final BitSet NOTHING = new BitSet();

  private final List<IgnorePattern> patterns;

  private IgnoreMatcher(List<IgnorePattern> patterns) {
    this.patterns = patterns;
  }

  /** A matcher with these patterns, in this order. */
  public static IgnoreMatcher of(List<IgnorePattern> patterns) {
    return new IgnoreMatcher(List.copyOf(patterns));
  }

  /** The patterns, in order. */
  public List<IgnorePattern> patterns() {
    return patterns;
  }

  /** What is known of the root, which is never ignored: where a walk starts. */
  public Verdict root() {
    return new Verdict(EntryPath.ROOT, false, new BitSet());
  }

  /**
   * The verdict on a child.
   *
   * @param parent the verdict on the directory that holds it
   * @param name its name, of one component
   */
  public Verdict child(Verdict parent, EntryPath name) {
    EntryPath path = parent.path.resolve(name);
    if (patterns.isEmpty()) {
      return new Verdict(path, false, NOTHING);
    }
    int[] characters = CodePoints.of(path);
    int[] relevant = parent.relevant(patterns, characters[characters.length - 1]);
    if (relevant.length == 0) {
      return new Verdict(path, false, NOTHING);
    }
    BitSet matched = new BitSet();
    boolean ignored = false;
    for (int i : relevant) {
      IgnorePattern pattern = patterns.get(i);
      boolean match = parent.matched.get(i);
      if (!match && pattern.isException() == ignored) {
        match = pattern.matches(characters);
      }
      if (match) {
        matched.set(i);
        ignored = !pattern.isException();
      }
    }
    return new Verdict(path, ignored, matched);
  }

  /** The verdict on any path, found by walking down to it. */
  public Verdict verdict(EntryPath path) {
    Verdict verdict = root();
    for (EntryPath name : path.components()) {
      verdict = child(verdict, name);
    }
    return verdict;
  }

  /** Whether a path is ignored. The root never is. */
  public boolean ignores(EntryPath path) {
    return verdict(path).ignored();
  }

  /**
   * False when everything below an ignored directory is ignored too, so that it need not be read.
   * True when it may hold what an exception brings back.
   */
  public boolean mayKeepBelow(Verdict directory) {
    if (!directory.ignored()) {
      return true;
    }
    // below an ignored directory only an exception that has not matched yet can change the verdict
    int[] characters = CodePoints.of(directory.path);
    for (int i = 0; i < patterns.size(); i++) {
      IgnorePattern pattern = patterns.get(i);
      if (pattern.isException() && !directory.matched.get(i) && pattern.mayMatchBelow(characters)) {
        return true;
      }
    }
    return false;
  }

  /** What the patterns say of one path, and what they need to know to judge its children. */
  public static final class Verdict {
    private final EntryPath path;
    private final boolean ignored;
    private final BitSet matched;

    /** Found when the first child is asked for: most verdicts are on files, which have none. */
    private volatile @Nullable Relevant relevant;

    private Verdict(EntryPath path, boolean ignored, BitSet matched) {
      this.path = path;
      this.ignored = ignored;
      this.matched = matched;
    }

    private int[] relevant(List<IgnorePattern> patterns, int last) {
      Relevant known = relevant;
      if (known == null) {
        known = new Relevant(patterns, this);
        relevant = known;
      }
      return known.endingWith(last);
    }

    public EntryPath path() {
      return path;
    }

    public boolean ignored() {
      return ignored;
    }
  }

  /**
   * Which patterns can have a say on the children of a directory: patterns are many, and most are
   * told apart by where they begin and by how they end.
   */
  private static final class Relevant {
    private final List<IgnorePattern> patterns;
    private final BitSet matched;
    private final int[] here;
    private final Map<Integer, int[]> byLast = new ConcurrentHashMap<>();

    Relevant(List<IgnorePattern> patterns, Verdict directory) {
      this.patterns = patterns;
      this.matched = directory.matched;
      int[] characters = CodePoints.of(directory.path);
      int depth = directory.path.depth();
      this.here =
          IntStream.range(0, patterns.size())
              .filter(i -> matched.get(i) || patterns.get(i).mayMatchChild(characters, depth))
              .toArray();
    }

    /** Their indexes, for names with this last character. */
    int[] endingWith(int last) {
      return byLast.computeIfAbsent(
          last, c -> Arrays.stream(here).filter(i -> mayEndWith(i, c)).toArray());
    }

    private boolean mayEndWith(int i, int last) {
      int own = patterns.get(i).lastCharacter();
      return matched.get(i) || own == last || own == IgnorePattern.ANY;
    }
  }
}
