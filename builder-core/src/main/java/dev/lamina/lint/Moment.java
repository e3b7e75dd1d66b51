package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.dockerfile.shell.WordExpander;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.plan.StageSoFar;
import java.util.Map;

/**
 * One instruction of a stage, and what is known before it takes effect.
 *
 * @param statement the instruction as written
 * @param soFar what the stage has set so far
 * @param effort what expanding words may cost in all
 * @param history what the stage has had so far
 * @param buildArgs what the caller gives
 * @param ignored what is kept out of the context
 */
record Moment(
    Instruction instruction,
    Statement statement,
    char escape,
    StageSoFar soFar,
    Effort effort,
    StageHistory history,
    Map<String, String> buildArgs,
    IgnoreMatcher ignored) {
  Place place() {
    return instruction.place();
  }

  /** The keyword as written. */
  String keyword() {
    return statement.name();
  }

  Map<String, String> variables() {
    return soFar.variables();
  }

  NamesUsed names() {
    return new NamesUsed(variables(), new WordExpander(escape, effort), place());
  }
}
