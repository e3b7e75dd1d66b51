package dev.lamina.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;

/** Tells whether a value has changed, without keeping it: people give secrets to ARG. */
public final class Fingerprints {
  private static final int DIGITS = 8;

  private Fingerprints() {}

  /** Of the value of a name: 32 bits, so that many values share one. */
  public static String of(String name, String value) {
    return Digest.sha256((name + "\0" + value).getBytes(UTF_8)).hex().substring(0, DIGITS);
  }
}
