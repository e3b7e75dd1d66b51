package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.parser.DockerfileParser;
import java.util.List;

/**
 * A Dockerfile, understood line by line.
 *
 * @param file as the user named it
 * @param escape {@code \} or the backtick
 * @param globals ARG before the first FROM, in order
 * @param stages never empty
 * @param warnings doubts that do not stop a build
 */
public record Dockerfile(
    String file,
    char escape,
    List<Instruction.Arg> globals,
    List<Stage> stages,
    List<Problem> warnings) {
  public Dockerfile {
    globals = List.copyOf(globals);
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("no stage");
    }
  }

  /**
   * Parses and reads a whole file.
   *
   * @param file its name, for places
   * @param bytes its content; at most {@link DockerfileParser#MAX_BYTES}
   * @throws DockerfileException with every problem of its form
   */
  public static Dockerfile parse(String file, byte[] bytes) throws DockerfileException {
    return InstructionReader.read(DockerfileParser.parse(file, bytes));
  }
}
