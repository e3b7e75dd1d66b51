package dev.lamina.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Options that concern the running of commands, which Lamina does not do: read and ignored, so that
 * a line written for docker works.
 */
final class IgnoredOptions {
  private static final String IGNORED = "Ignored: no command is run";

  @Option(
      names = {
        "--network",
        "--add-host",
        "--shm-size",
        "--ulimit",
        "--memory",
        "-m",
        "--memory-swap",
        "--cpu-period",
        "--cpu-quota",
        "--cpu-shares",
        "-c",
        "--cpuset-cpus",
        "--cpuset-mems",
        "--security-opt",
        "--cap-add",
        "--cap-drop",
        "--device",
        "--cgroup-parent",
        "--allow",
        "--isolation",
        "--dns",
        "--dns-option",
        "--dns-search",
        "--ssh",
        "--secret"
      },
      paramLabel = "X",
      hidden = true,
      description = IGNORED)
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = {"--rm", "--force-rm"},
      arity = "0..1",
      fallbackValue = "true",
      preprocessor = AttachedValue.class,
      hidden = true,
      description = "Accepted: there are no containers to remove")
  @SuppressWarnings("unused") // as docker spells it
  private String rm = "";

  @Option(
      names = "--strict",
      order = 80,
      description = "Options that would be ignored (--network, --memory, --secret, …) are errors")
  private boolean strict;

  /** Warns once, or fails when the user is strict. */
  void report(Session session) throws UsageException {
    if (ignored.isEmpty()) {
      return;
    }
    String text = "options for running commands are ignored, because no command is run";
    if (strict) {
      throw new UsageException("build: --strict: " + text);
    }
    session.progress().on(new dev.lamina.progress.ProgressEvent.Warning(text));
  }
}
