package dev.lamina.plan;

import dev.lamina.dockerfile.instruction.Stage;
import java.util.List;

/** stub */
record StageNames(List<Stage> stages) {}
