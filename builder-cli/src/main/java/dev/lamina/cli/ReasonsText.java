package dev.lamina.cli;

import dev.lamina.BuildReasons.PlatformReasons;
import dev.lamina.cache.Reason;
import dev.lamina.cache.StepVerdict;
import dev.lamina.io.Escaped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why steps hit or missed the cache, for people. */
final class ReasonsText {
  /** Of one step; the first ones say what happened. */
  private static final int MOST = 10;

  private ReasonsText() {}

  static String of(List<PlatformReasons> platforms) {
    StringBuilder out = new StringBuilder();
    for (PlatformReasons platform : platforms) {
      if (platforms.size() > 1) {
        out.append("platform ").append(Escaped.text(platform.platform())).append('\n');
      }
      platform.steps().forEach(step -> append(out, step));
    }
    return out.toString();
  }

  private static void append(StringBuilder out, StepVerdict step) {
    String word = word(step.verdict());
    out.append(word).append(" ".repeat(9 - word.length()));
    out.append('[').append(Escaped.text(step.stage())).append(' ').append(step.step());
    out.append('/').append(step.total()).append("] ");
    out.append(Progress.instruction(step.text())).append('\n');
    List<Reason> reasons = step.reasons();
    reasons.stream().limit(MOST).forEach(r -> out.append("         ").append(text(r)).append('\n'));
    if (reasons.size() > MOST) {
      out.append("         … and ").append(reasons.size() - MOST).append(" more\n");
    }
  }

  private static String word(StepVerdict.Verdict verdict) {
    return switch (verdict) {
      case HIT -> "CACHED";
      case MISS -> "MADE";
      case SAME -> "same";
      case CHANGED -> "changed";
    };
  }

  private static String text(Reason reason) {
    // paths are printable already; names and values come from a Dockerfile
    String name = Escaped.text(reason.subject());
    String path = reason.subject();
    return switch (reason.kind()) {
      case FIRST_BUILD -> "no earlier build of this context, Dockerfile and target is known";
      case NEW_STEP -> "the build before had no such step";
      case INSTRUCTION -> "the instruction changed" + values(reason);
      case NO_CACHE -> "--no-cache: layers of earlier builds were not used";
      case ARG -> "ARG " + name + " changed";
      case ENV -> "ENV " + name + " changed" + values(reason);
      case RESULT -> "what it comes to changed" + values(reason);
      case BASE -> "base " + name + " changed" + values(reason);
      case COMPRESSION -> "compression changed" + values(reason);
      case CONTENT -> "content changed: " + path;
      case MODE -> "mode changed: " + path + values(reason);
      case OWNER -> "owner changed: " + path + values(reason);
      case TIME -> "time changed: " + path + values(reason);
      case TYPE -> "type changed: " + path + values(reason);
      case LINK -> "target changed: " + path + values(reason);
      case XATTRS -> "extended attributes changed: " + path;
      case ADDED -> "added: " + path;
      case REMOVED -> "removed: " + path;
      case RENAMED -> "renamed: " + reason.before() + " -> " + path;
      case IGNORED -> "now ignored: " + path + " (" + reason.after() + ")";
      case NO_LONGER_IGNORED -> "no longer ignored: " + path + " (" + reason.before() + ")";
      case COLLECTED -> "its layer was known, and is not in the store any more";
      case SHARED -> "found in " + path;
      case FORGOTTEN -> "what was made before is not remembered any more";
    };
  }

  private static String values(Reason reason) {
    return " from " + shown(reason.before()) + " to " + shown(reason.after());
  }

  private static String shown(@Nullable String value) {
    return value == null ? "nothing" : Progress.instruction(value);
  }
}
