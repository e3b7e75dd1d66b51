package dev.lamina.plan;

import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.oci.ContainerConfig;
import java.util.Map;

/** Sees a stage's own instructions while they are planned; triggers of its base are not shown. */
@FunctionalInterface
public interface StageWatcher {
  /** Looks at nothing. */
  StageWatcher NONE = (stage, index, variables, config) -> {};

  /**
   * An instruction is about to take effect.
   *
   * @param index of the instruction in its stage
   * @param variables what ENV and ARG have set so far; valid during the call
   * @param config of the image so far
   */
  void before(Stage stage, int index, Map<String, String> variables, ContainerConfig config);
}
