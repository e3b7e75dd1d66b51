package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.parser.Statements;

/** Something that a Dockerfile should or should not do; without state. */
sealed interface Rule {
  /** What it is called. */
  RuleInfo info();

  /** Looks at a file as it is written, whether it can be understood or not. */
  non-sealed interface OfText extends Rule {
    void check(Statements statements, Report report);
  }

  /** Looks at the FROM lines of a file that could be read. */
  non-sealed interface OfBases extends Rule {
    void check(Bases bases, Report report);
  }

  /** Looks at an instruction before it takes effect. */
  non-sealed interface OfInstruction extends Rule {
    void check(Moment moment, Report report);
  }

  /** Takes what a rule finds. */
  @FunctionalInterface
  interface Report {
    /**
     * One finding.
     *
     * @param place of which the lines count, not the column
     * @param detail what is found, names from outside escaped
     */
    void warn(Place place, String detail);
  }
}
