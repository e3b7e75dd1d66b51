package dev.lamina.plan;

import dev.lamina.dockerfile.instruction.Stage;

/** Sees a stage's own instructions while they are planned; triggers of its base are not shown. */
@FunctionalInterface
public interface StageWatcher {
  /** Looks at nothing. */
  StageWatcher NONE = (stage, index, soFar) -> {};

  /**
   * An instruction is about to take effect.
   *
   * @param index of the instruction in its stage
   * @param soFar goes on with the stage: what must stay as it is now has to be taken from it now
   */
  void before(Stage stage, int index, StageSoFar soFar);
}
