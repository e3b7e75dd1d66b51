package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.oci.ImageConfig;
import java.util.List;
import java.util.Set;

/** stub */
record StagePlanner(Stage stage, PlanScope scope, ImageConfig base, Scope inherited) {
  PlannedStage plan() throws DockerfileException {
    return new PlannedStage(base, List.of(), inherited, Set.of(), List.of());
  }
}
