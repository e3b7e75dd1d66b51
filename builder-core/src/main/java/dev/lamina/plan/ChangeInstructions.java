package dev.lamina.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.InstructionReader;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.oci.ImageConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Instructions of a Dockerfile that change a configuration and nothing else, away from a Dockerfile
 * ({@code --change}). They mean what they mean in a stage that begins with the image: variables are
 * those of its environment, ENTRYPOINT clears an inherited CMD. WORKDIR makes no directory. FROM,
 * RUN, COPY, ADD and ARG are refused.
 */
public final class ChangeInstructions {
  private static final String HINT =
      "CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, MAINTAINER, ONBUILD, SHELL, STOPSIGNAL,"
          + " USER, VOLUME and WORKDIR can be used";

  private final String source;
  private final List<Instruction> instructions;

  private ChangeInstructions(String source, List<Instruction> instructions) {
    this.source = source;
    this.instructions = List.copyOf(instructions);
  }

  /**
   * What a configuration has become.
   *
   * @param config the configuration; its history is as it was
   * @param createdBy what a history says of each instruction
   */
  public record Changed(ImageConfig config, List<String> createdBy) {
    public Changed {
      createdBy = List.copyOf(createdBy);
    }
  }

  /**
   * Reads instructions, one text each.
   *
   * @param source names them in messages, as {@code --change}; the line is the text's number
   * @throws DockerfileException with every problem of their form, and those that are refused
   */
  public static ChangeInstructions parse(String source, List<String> texts)
      throws DockerfileException {
    if (texts.isEmpty()) {
      return new ChangeInstructions(source, List.of());
    }
    byte[] bytes = String.join("\n", texts).getBytes(UTF_8);
    List<Instruction> instructions =
        InstructionReader.readAlone(DockerfileParser.parse(source, bytes));
    Findings findings = new Findings();
    for (Instruction instruction : instructions) {
      if (isRefused(instruction)) {
        findings.problem(
            instruction.place().problem("this instruction does not change a configuration", HINT));
      }
    }
    findings.throwIfAny();
    return new ChangeInstructions(source, instructions);
  }

  private static boolean isRefused(Instruction instruction) {
    return instruction instanceof Instruction.From
        || instruction instanceof Instruction.Run
        || instruction instanceof Instruction.Copy
        || instruction instanceof Instruction.Arg;
  }

  /**
   * Makes the changes, in their order.
   *
   * @throws DockerfileException with every problem of their words
   */
  public Changed apply(ImageConfig config) throws DockerfileException {
    Place place = new Place(SourceRange.lines(source, 1, 1), List.of());
    Instruction.From from = new Instruction.From(place, new Word("scratch", 0), null, null);
    Stage stage = new Stage(0, from, instructions);
    Dockerfile file = new Dockerfile(source, '\\', List.of(), List.of(stage), List.of());
    PlanScope scope =
        new PlanScope(
            file,
            PlanOptions.of(config.platform()),
            Map.of(),
            new StageNames(file.stages(), ContextNames.of(Set.of())),
            new Effort());
    StageState state = new StageState(config, Scope.EMPTY, scope);
    Findings findings = new Findings();
    StepMaker maker = new StepMaker(state, stage, file.escape(), findings);
    instructions.forEach(maker::make);
    findings.throwIfAny();
    return new Changed(state.image(), state.steps().stream().map(Step::createdBy).toList());
  }
}
