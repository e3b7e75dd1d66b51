package dev.lamina.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A path inside an image, a context or an archive, relative to its root: plain components, none
 * empty, {@code .} or {@code ..}, held as the exact bytes. It cannot climb out of what it is
 * resolved in. The name of a file is a path of one component.
 *
 * <p>Order is component by component, as unsigned bytes, a directory before what is in it: the
 * order of entries in a layer ({@code docs/bytes.md}).
 */
public final class EntryPath implements Comparable<EntryPath> {
  /** The root itself: no components. */
  public static final EntryPath ROOT = new EntryPath("");

  /** One char per byte: immutable, compact, with a cached hash. Never shown and never decoded. */
  private final String latin1;

  private EntryPath(String latin1) {
    this.latin1 = latin1;
  }

  /**
   * The path that {@code text} (UTF-8 when encoded) names, cleaned lexically: empty components and
   * {@code .} vanish, {@code ..} removes the component before it and stops at the root.
   *
   * @throws IllegalArgumentException when the text contains NUL
   */
  public static EntryPath of(String text) {
    return clean(new String(text.getBytes(UTF_8), ISO_8859_1));
  }

  /** As {@link #of(String)}, for bytes in any encoding. */
  public static EntryPath ofBytes(byte[] bytes) {
    return clean(new String(bytes, ISO_8859_1));
  }

  private static EntryPath clean(String raw) {
    if (raw.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in name: " + Escaped.text(raw));
    }
    if (isClean(raw)) {
      return new EntryPath(raw);
    }
    List<String> parts = new ArrayList<>();
    for (String part : split(raw)) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.remove(parts.size() - 1);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? ROOT : new EntryPath(String.join("/", parts));
  }

  /** Most are, and come by the ten thousand. */
  private static boolean isClean(String raw) {
    int from = 0;
    for (int slash = raw.indexOf('/'); slash >= 0; slash = raw.indexOf('/', from)) {
      if (isSpecial(raw, from, slash)) {
        return false;
      }
      from = slash + 1;
    }
    return !isSpecial(raw, from, raw.length());
  }

  /** Whether a component is empty, {@code .} or {@code ..}. */
  private static boolean isSpecial(String raw, int from, int to) {
    return switch (to - from) {
      case 0 -> true;
      case 1 -> raw.charAt(from) == '.';
      case 2 -> raw.charAt(from) == '.' && raw.charAt(from + 1) == '.';
      default -> false;
    };
  }

  private static List<String> split(String raw) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int slash = raw.indexOf('/'); slash >= 0; slash = raw.indexOf('/', from)) {
      parts.add(raw.substring(from, slash));
      from = slash + 1;
    }
    parts.add(raw.substring(from));
    return parts;
  }

  /** Whether {@code ascii} is anywhere in this path. */
  public boolean mentions(String ascii) {
    return latin1.contains(ascii);
  }

  /** This path with {@code below} appended. */
  public EntryPath resolve(EntryPath below) {
    if (isRoot()) {
      return below;
    }
    return below.isRoot() ? this : new EntryPath(latin1 + "/" + below.latin1);
  }

  /** This path with {@code text}, cleaned on its own (it cannot climb above this path). */
  public EntryPath resolve(String text) {
    return resolve(of(text));
  }

  /** The directory that holds this; the root's parent is the root. */
  public EntryPath parent() {
    int slash = latin1.lastIndexOf('/');
    return slash < 0 ? ROOT : new EntryPath(latin1.substring(0, slash));
  }

  /** The last component; the root's name is the root. */
  public EntryPath name() {
    int slash = latin1.lastIndexOf('/');
    return slash < 0 ? this : new EntryPath(latin1.substring(slash + 1));
  }

  /** The components from the top, each a path of its own; empty for the root. */
  public List<EntryPath> components() {
    if (isRoot()) {
      return List.of();
    }
    List<EntryPath> components = new ArrayList<>();
    int from = 0;
    for (int slash = latin1.indexOf('/'); slash >= 0; slash = latin1.indexOf('/', from)) {
      components.add(new EntryPath(latin1.substring(from, slash)));
      from = slash + 1;
    }
    components.add(new EntryPath(latin1.substring(from)));
    return components;
  }

  /** Count of components; 0 for the root. */
  public int depth() {
    int depth = isRoot() ? 0 : 1;
    for (int slash = latin1.indexOf('/'); slash >= 0; slash = latin1.indexOf('/', slash + 1)) {
      depth++;
    }
    return depth;
  }

  public boolean isRoot() {
    return latin1.isEmpty();
  }

  /** Whether the last component begins with {@code prefix}, which is ASCII. */
  public boolean nameStartsWith(String prefix) {
    return latin1.startsWith(prefix, latin1.lastIndexOf('/') + 1);
  }

  /** Whether this is {@code ancestor} or lies below it. */
  public boolean startsWith(EntryPath ancestor) {
    return ancestor.isRoot()
        || latin1.equals(ancestor.latin1)
        || latin1.startsWith(ancestor.latin1 + "/");
  }

  /**
   * What is left of this below {@code ancestor}.
   *
   * @throws IllegalArgumentException when this does not start with it
   */
  public EntryPath relativeTo(EntryPath ancestor) {
    if (!startsWith(ancestor)) {
      throw new IllegalArgumentException(this + " is not below " + ancestor);
    }
    if (ancestor.isRoot()) {
      return this;
    }
    return latin1.length() == ancestor.latin1.length()
        ? ROOT
        : new EntryPath(latin1.substring(ancestor.latin1.length() + 1));
  }

  /** The exact bytes, components joined by {@code /}, no leading slash; empty for the root. */
  public byte[] bytes() {
    return latin1.getBytes(ISO_8859_1);
  }

  /**
   * The bytes decoded as UTF-8, with U+FFFD for what is not; for matching and lookups, not for
   * printing.
   */
  public String decoded() {
    return new String(bytes(), UTF_8);
  }

  @Override
  public int compareTo(EntryPath other) {
    int shared = Math.min(latin1.length(), other.latin1.length());
    for (int i = 0; i < shared; i++) {
      int a = rank(latin1.charAt(i));
      int b = rank(other.latin1.charAt(i));
      if (a != b) {
        return a - b;
      }
    }
    return latin1.length() - other.latin1.length();
  }

  /** A slash ends a component, so it sorts before every byte that could continue one. */
  private static int rank(char c) {
    return c == '/' ? 0 : c;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryPath that && latin1.equals(that.latin1);
  }

  @Override
  public int hashCode() {
    return latin1.hashCode();
  }

  /** The printable form, escaped, with a leading slash: {@code /etc/passwd}. */
  @Override
  public String toString() {
    return "/" + Escaped.bytes(bytes());
  }
}
