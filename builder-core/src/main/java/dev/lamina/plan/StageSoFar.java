package dev.lamina.plan;

import dev.lamina.oci.ContainerConfig;
import java.util.List;
import java.util.Map;

/** What is known of a stage before an instruction takes effect. */
public interface StageSoFar {
  /** What ENV and ARG have set; it changes with the next instruction. */
  Map<String, String> variables();

  /** What SHELL has set; empty for the default. */
  List<String> shell();

  /** The whole configuration of the image, put together when it is asked for. */
  ContainerConfig config();
}
