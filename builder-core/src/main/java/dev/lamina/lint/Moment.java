package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.oci.ContainerConfig;
import java.util.Map;

/**
 * One instruction of a stage, and what is known before it takes effect.
 *
 * @param statement the instruction as written
 * @param variables what ENV and ARG have set so far
 * @param config of the image so far
 * @param history what the stage has had so far
 * @param buildArgs what the caller gives
 * @param ignored what is kept out of the context
 */
record Moment(
    Instruction instruction,
    Statement statement,
    char escape,
    Map<String, String> variables,
    ContainerConfig config,
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

  NamesUsed names() {
    return new NamesUsed(variables, escape, place());
  }
}
