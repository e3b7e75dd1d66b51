package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.dockerfile.shell.WordExpander;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The FROM lines of a file, and the variables that they may use.
 *
 * @param globals the values of ARG before FROM, and those that are always there
 * @param defaults the same if there were no build arguments
 * @param known every name in {@code globals}, and those that are declared without a value
 * @param effort what expanding words may cost in all
 */
record Bases(
    Dockerfile dockerfile,
    Map<String, String> globals,
    Map<String, String> defaults,
    Set<String> known,
    Effort effort) {
  List<Instruction.From> all() {
    return dockerfile.stages().stream().map(s -> s.from()).toList();
  }

  NamesUsed names(Instruction.From from, Map<String, String> values) {
    return new NamesUsed(values, new WordExpander(dockerfile.escape(), effort), from.place());
  }
}
