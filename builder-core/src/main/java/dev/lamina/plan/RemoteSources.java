package dev.lamina.plan;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.CopyVerb;
import dev.lamina.io.Escaped;
import org.jspecify.annotations.Nullable;

/** Sources that lie in the network. */
public final class RemoteSources {
  private RemoteSources() {}

  /** Whether ADD fetches a source; in capitals it would be a path. */
  public static boolean isUrl(String source) {
    return source.startsWith("http://") || source.startsWith("https://");
  }

  /** As the reference tells them: by scheme, by {@code git@host:path}, by a path in .git. */
  static boolean isGit(String source) {
    if (source.startsWith("git://") || source.startsWith("ssh://")) {
      return true;
    }
    if (source.startsWith("git@") && source.indexOf(':') > 0) {
      return true;
    }
    if (!isUrl(source)) {
      return false;
    }
    int end = source.length();
    for (char c : new char[] {'#', '?'}) {
      int at = source.indexOf(c);
      end = at < 0 ? end : Math.min(end, at);
    }
    return source.substring(0, end).endsWith(".git");
  }

  /** Why a source can't be used; null when it lies in the context, or ADD fetches it. */
  static @Nullable Problem refusal(CopyVerb verb, String source, Place place) {
    boolean git = isGit(source);
    if (!git && !isUrl(source)) {
      return null;
    }
    String shown = Escaped.text(source);
    if (verb == CopyVerb.COPY) {
      return place.problem(
          git ? "source can't be a git ref for COPY" : "source can't be a URL for COPY",
          remedy(git));
    }
    return git
        ? place.problem("ADD does not fetch a git repository: " + shown, remedy(true))
        : null;
  }

  private static String remedy(boolean git) {
    return git
        ? "clone it into the build context beforehand, and COPY the directory"
        : "download it into the build context beforehand, check its sha256, and COPY it";
  }
}
