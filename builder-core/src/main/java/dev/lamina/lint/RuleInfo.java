package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;

/**
 * What a rule is called, and what it holds.
 *
 * @param name as in {@code # check=skip=NAME}
 * @param description what the rule holds, in a sentence
 * @param stability whether it is on unless skipped
 */
public record RuleInfo(String name, String description, Stability stability) {
  /** Whether a rule is on by itself. */
  public enum Stability {
    /** On, until it is skipped. */
    STABLE,
    /** Off, until it is asked for by {@code experimental=}. */
    EXPERIMENTAL
  }

  static RuleInfo stable(String name, String description) {
    return new RuleInfo(name, description, Stability.STABLE);
  }

  static RuleInfo experimental(String name, String description) {
    return new RuleInfo(name, description, Stability.EXPERIMENTAL);
  }

  /** Where Docker describes the rule. */
  public String url() {
    String words =
        name.replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2").replaceAll("([a-z])([A-Z])", "$1-$2");
    return "https://docs.docker.com/go/dockerfile/rule/" + AsciiCase.lower(words) + "/";
  }
}
