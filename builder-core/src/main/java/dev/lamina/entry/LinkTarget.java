package dev.lamina.entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;

/**
 * Where a symbolic link points: the exact bytes of its text, never cleaned, because {@code ..} in
 * it is physical. It may point anywhere, also to nothing.
 */
public final class LinkTarget {
  private final String latin1;

  private LinkTarget(String latin1) {
    if (latin1.isEmpty() || latin1.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a link's target is empty or contains NUL");
    }
    this.latin1 = latin1;
  }

  /**
   * A target given as text; encoded as UTF-8.
   *
   * @throws IllegalArgumentException when it is empty or contains NUL
   */
  public static LinkTarget of(String text) {
    return ofBytes(text.getBytes(UTF_8));
  }

  /** As {@link #of(String)}, for bytes in any encoding. */
  public static LinkTarget ofBytes(byte[] bytes) {
    return new LinkTarget(new String(bytes, ISO_8859_1));
  }

  /** The exact bytes. */
  public byte[] bytes() {
    return latin1.getBytes(ISO_8859_1);
  }

  /** Whether it starts at the root of the tree that the link is in. */
  public boolean isAbsolute() {
    return latin1.startsWith("/");
  }

  /** One char per byte; for walking along the components. */
  String latin1() {
    return latin1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkTarget that && latin1.equals(that.latin1);
  }

  @Override
  public int hashCode() {
    return latin1.hashCode();
  }

  /** The printable form, escaped. */
  @Override
  public String toString() {
    return Escaped.bytes(bytes());
  }
}
