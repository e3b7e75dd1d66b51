package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of an image as text, as WORKDIR keeps them. */
final class Paths {
  /** What it takes to clean one character of a path, in steps of expansion. */
  static final long COST = 16;

  private Paths() {}

  /** A relative path below a directory, cleaned; {@code ..} stops at the root. */
  static String below(String directory, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (directory + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** A path in the image. */
  static EntryPath entry(String text, Place place) throws DockerfileException {
    if (text.indexOf('\0') >= 0) {
      throw new DockerfileException(
          place.problem("a path can't contain NUL: " + Escaped.text(text)));
    }
    return EntryPath.of(text);
  }

  /** Whether the text can only mean a directory. */
  static boolean meansDirectory(String text) {
    return text.isEmpty()
        || text.equals(".")
        || text.equals("..")
        || text.endsWith("/")
        || text.endsWith("/.")
        || text.endsWith("/..");
  }
}
