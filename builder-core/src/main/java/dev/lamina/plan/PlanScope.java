package dev.lamina.plan;

import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.shell.Effort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all stages of a plan share.
 *
 * @param globals the values that ARG without a default sees in a stage
 * @param effort what all its words may cost
 */
record PlanScope(
    Dockerfile dockerfile,
    PlanOptions options,
    Map<String, String> globals,
    StageNames names,
    Effort effort) {
  PlanScope {
    globals = Collections.unmodifiableMap(new LinkedHashMap<>(globals));
  }
}
