package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Statements to instructions, instructions to stages. */
public final class InstructionReader {
  /** More stages than this are an attack, not a Dockerfile. */
  public static final int MAX_STAGES = 1000;

  private final List<Problem> problems = new ArrayList<>();
  private final List<Instruction.Arg> globals = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<Instruction> current = new ArrayList<>();
  private Instruction.@Nullable From from;
  private boolean broken;

  private InstructionReader() {}

  /**
   * Reads all statements.
   *
   * @throws DockerfileException with every problem, those of the parser among them
   */
  public static Dockerfile read(Statements statements) throws DockerfileException {
    InstructionReader reader = new InstructionReader();
    reader.problems.addAll(statements.problems());
    statements.list().forEach(reader::take);
    reader.closeStage();
    if (reader.stages.isEmpty() && reader.problems.isEmpty()) {
      Place start = new Place(statements.start(), List.of());
      reader.problems.add(
          start.problem("dockerfile contains no stages to build", "begin with FROM scratch"));
    }
    if (!reader.problems.isEmpty()) {
      reader.checkBases();
      throw new DockerfileException(reader.problems);
    }
    return new Dockerfile(
        statements.file(),
        statements.escape(),
        reader.globals,
        reader.stages,
        statements.warnings());
  }

  /**
   * Reads one trigger of a base image's ONBUILD list.
   *
   * @param text as stored in the image
   * @param where the FROM that brings it in; every problem is told there
   */
  public static Instruction trigger(String text, Place where) throws DockerfileException {
    Statement statement = DockerfileParser.trigger(text, where);
    refuseAsTrigger(statement);
    return instruction(statement);
  }

  /**
   * Reads instructions that stand in no stage.
   *
   * @throws DockerfileException with every problem, those of the parser among them
   */
  public static List<Instruction> readAlone(Statements statements) throws DockerfileException {
    List<Problem> problems = new ArrayList<>(statements.problems());
    List<Instruction> instructions = new ArrayList<>();
    for (Statement statement : statements.list()) {
      try {
        instructions.add(instruction(statement));
      } catch (DockerfileException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new DockerfileException(problems);
    }
    return instructions;
  }

  private void take(Statement statement) {
    try {
      Instruction instruction = instruction(statement);
      if (instruction instanceof Instruction.From next) {
        closeStage();
        from = next;
      } else if (from != null) {
        current.add(instruction);
      } else if (instruction instanceof Instruction.Arg arg) {
        globals.add(arg);
      } else if (!broken) {
        throw new DockerfileException(
            statement
                .place()
                .problem("no build stage in current context", "only ARG may stand before FROM"));
      }
    } catch (DockerfileException e) {
      // after a FROM that could not be read, "no build stage" would be noise
      broken |= statement.keyword() == Keyword.FROM;
      problems.addAll(e.problems());
    }
  }

  /**
   * What is wrong with the names of bases. The plan tells it too, but a file with other problems
   * does not get that far, and all problems are told at once.
   */
  private void checkBases() {
    Set<String> names = new TreeSet<>();
    for (Stage stage : stages) {
      Word image = stage.from().image();
      try {
        if (ImageNames.isConstant(image) && !names.contains(AsciiCase.lower(image.text()))) {
          ImageNames.check(image.text(), image.in(stage.from().place()), names);
        }
      } catch (DockerfileException e) {
        problems.addAll(e.problems());
      }
      if (stage.from().name() != null) {
        names.add(stage.from().name());
      }
    }
  }

  private void closeStage() {
    if (from == null) {
      return;
    }
    if (stages.size() == MAX_STAGES) {
      problems.add(from.place().problem("more than " + MAX_STAGES + " stages"));
    }
    if (stages.size() < MAX_STAGES) {
      stages.add(new Stage(stages.size(), from, current));
    }
    current.clear();
  }

  /** One statement, understood. */
  static Instruction instruction(Statement statement) throws DockerfileException {
    Keyword keyword = statement.keyword();
    if (keyword == null) {
      String name = statement.name();
      throw new DockerfileException(
          statement
              .place()
              .problem(
                  "unknown instruction: "
                      + Escaped.text(name)
                      + DidYouMean.suffix(name, Keyword.names())));
    }
    return switch (keyword) {
      case ADD, COPY -> CopyReader.read(statement);
      case ARG, ENV, LABEL -> PairReader.read(keyword, statement);
      case HEALTHCHECK -> HealthReader.read(statement);
      case ONBUILD -> onBuild(statement);
      default -> SimpleReader.read(keyword, statement);
    };
  }

  private static Instruction onBuild(Statement statement) throws DockerfileException {
    Flags.none(statement);
    Statement trigger = statement.trigger();
    if (trigger == null) {
      throw Arity.atLeastOne(statement);
    }
    refuseAsTrigger(trigger);
    StringBuilder text = new StringBuilder(statement.words().get(0).text());
    statement.heredocs().forEach(h -> text.append('\n').append(h.content()).append(h.name()));
    return new Instruction.OnBuild(statement.place(), text.toString(), instruction(trigger));
  }

  private static void refuseAsTrigger(Statement trigger) throws DockerfileException {
    Keyword keyword = trigger.keyword();
    if (keyword == Keyword.ONBUILD) {
      throw new DockerfileException(
          trigger.place().problem("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"));
    }
    if (keyword == Keyword.FROM || keyword == Keyword.MAINTAINER) {
      throw new DockerfileException(
          trigger.place().problem(keyword + " isn't allowed as an ONBUILD trigger"));
    }
  }
}
