package dev.lamina.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.InstructionReader;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.ConfigChange;
import dev.lamina.plan.ConfigDraft;
import dev.lamina.plan.PlanOptions;
import dev.lamina.plan.Planner;
import dev.lamina.plan.Scope;
import dev.lamina.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Instructions that change a configuration, outside of a Dockerfile ({@code --change}). */
final class ConfigChanges {
  private static final String FILE = "--change";
  private static final String TAKEN =
      "--change takes CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER,"
          + " VOLUME and WORKDIR";

  /** The planner wants a stage. */
  private static final String STAGE = "FROM scratch\n";

  private ConfigChanges() {}

  /**
   * The configuration with the changes made to it; layers and history stay.
   *
   * @throws DockerfileException when an instruction is wrong, or is not for configurations
   */
  static ImageConfig apply(List<String> instructions, ImageConfig base) throws DockerfileException {
    if (instructions.isEmpty()) {
      return base;
    }
    try {
      ConfigDraft draft = new ConfigDraft(base);
      changes(instructions, base).forEach(draft::add);
      return draft.image();
    } catch (DockerfileException e) {
      throw new DockerfileException(
          e.problems().stream().map(ConfigChanges::withoutStage).toList());
    }
  }

  private static List<ConfigChange> changes(List<String> instructions, ImageConfig base)
      throws DockerfileException {
    byte[] text = (STAGE + String.join("\n", instructions) + "\n").getBytes(UTF_8);
    Dockerfile dockerfile = InstructionReader.read(DockerfileParser.parse(FILE, text));
    requireConfigOnly(dockerfile);
    Platform platform = base.platform();
    PlanOptions options = new PlanOptions(Map.of(), null, platform, platform, Set.of());
    // triggers are for builds
    ImageConfig start = base.withConfig(base.config().withOnBuild(List.of()));
    List<ConfigChange> changes = new ArrayList<>();
    for (Step step : Planner.plan(dockerfile, options).target().steps(start, Scope.EMPTY).steps()) {
      if (step instanceof Step.Configure configure) {
        changes.add(configure.change());
      } else if (step instanceof Step.MakeDirectory directory) {
        changes.add(directory.change());
      }
    }
    return changes;
  }

  private static void requireConfigOnly(Dockerfile dockerfile) throws DockerfileException {
    List<Problem> problems = new ArrayList<>();
    for (Instruction instruction : dockerfile.stages().get(0).instructions()) {
      if (!isOfConfig(instruction)) {
        problems.add(instruction.place().problem(TAKEN));
      }
    }
    if (dockerfile.stages().size() > 1) {
      problems.add(dockerfile.stages().get(1).from().place().problem(TAKEN));
    }
    if (!problems.isEmpty()) {
      throw new DockerfileException(problems);
    }
  }

  private static boolean isOfConfig(Instruction instruction) {
    return instruction instanceof Instruction.Cmd
        || instruction instanceof Instruction.Entrypoint
        || instruction instanceof Instruction.Env
        || instruction instanceof Instruction.Expose
        || instruction instanceof Instruction.Health
        || instruction instanceof Instruction.Label
        || instruction instanceof Instruction.OnBuild
        || instruction instanceof Instruction.StopSignal
        || instruction instanceof Instruction.User
        || instruction instanceof Instruction.Volume
        || instruction instanceof Instruction.Workdir;
  }

  private static Problem withoutStage(Problem problem) {
    SourceRange range = problem.range();
    SourceRange own =
        new SourceRange(
            range.file(),
            Math.max(1, range.firstLine() - 1),
            Math.max(1, range.lastLine() - 1),
            range.column());
    return new Problem(own, problem.message(), problem.hint(), problem.sourceLines());
  }
}
