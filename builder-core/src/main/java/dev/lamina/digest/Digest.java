package dev.lamina.digest;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The name of a sequence of bytes: {@code sha256:} and 64 lower-case hex digits. The only way to a
 * blob's place, so a value of this type is always well formed.
 *
 * <p>Source: OCI image-spec, descriptor.md, "Digests".
 *
 * @param algorithm the hash algorithm
 * @param hex the hash in lower-case hex, exactly {@link DigestAlgorithm#hexLength()} digits
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Comparable<Digest> {
  private static final String GRAMMAR_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /**
   * @throws IllegalArgumentException when {@code hex} is not the algorithm's count of lower-case
   *     hex digits
   */
  public Digest {
    Objects.requireNonNull(algorithm, "algorithm is null");
    if (hex.length() != algorithm.hexLength() || !isLowerHex(hex)) {
      throw new IllegalArgumentException(
          "malformed digest: "
              + algorithm.id()
              + " needs "
              + algorithm.hexLength()
              + " lower-case hex digits");
    }
  }

  /**
   * Reads {@code algorithm:encoded}; the inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException "malformed digest" when the text does not match the grammar,
   *     "unsupported digest algorithm" when it does but is neither sha256 nor sha512
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || !isAlgorithmName(text.substring(0, colon))) {
      throw new IllegalArgumentException("malformed digest: expected ALGORITHM:HEX");
    }
    String id = text.substring(0, colon);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (algorithm.id().equals(id)) {
        return new Digest(algorithm, text.substring(colon + 1));
      }
    }
    if (!isEncodedPart(text.substring(colon + 1))) {
      throw new IllegalArgumentException("malformed digest: expected ALGORITHM:HEX");
    }
    throw new IllegalArgumentException("unsupported digest algorithm: " + id);
  }

  /** The digest that {@code hash} has computed; resets it. */
  public static Digest of(DigestAlgorithm algorithm, MessageDigest hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
  }

  /** The SHA-256 digest of {@code bytes}. */
  public static Digest sha256(byte[] bytes) {
    MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
    hash.update(bytes);
    return of(DigestAlgorithm.SHA256, hash);
  }

  /** The first twelve hex digits, as people quote image IDs. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  // Written out since the JVM makes those of a record at its first use, which takes it longer than
  // all else that a small command does with digests.
  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && algorithm == that.algorithm && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm.id() + ":" + hex;
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** {@code component *([+._-] component)}. */
  private static boolean isAlgorithmName(String text) {
    boolean separator = true;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = GRAMMAR_LETTERS.indexOf(text.charAt(i)) >= 0;
      if (!letter && (separator || "+._-".indexOf(text.charAt(i)) < 0)) {
        return false;
      }
      separator = !letter;
    }
    return !separator;
  }

  private static boolean isEncodedPart(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '='
                        || c == '_'
                        || c == '-');
  }
}
