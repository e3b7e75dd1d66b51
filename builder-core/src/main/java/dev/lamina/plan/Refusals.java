package dev.lamina.plan;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Word;

/** What can be refused by looking at the instruction alone, before any work. */
final class Refusals {
  private Refusals() {}

  static Problem run(Place place) {
    return place.problem(
        "RUN is not supported: this build starts no process",
        "run the step beforehand and COPY its files; unpack archives with ADD; or make a base"
            + " image with this step in another builder, load it and name it in FROM");
  }

  /** Adds every refusal of an instruction (of what it wraps, for a trigger). */
  static void check(Instruction instruction, Findings findings) {
    if (instruction instanceof Instruction.Run run) {
      findings.problem(run(run.place()));
    } else if (instruction instanceof Instruction.Copy copy && copy.flags().from() == null) {
      for (Word source : copy.sources()) {
        Problem problem =
            RemoteSources.refusal(copy.verb(), source.text(), source.in(copy.place()));
        if (problem != null) {
          findings.problem(problem);
        }
      }
    }
  }
}
