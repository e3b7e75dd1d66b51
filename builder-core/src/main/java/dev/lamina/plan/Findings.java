package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it is told at once. */
final class Findings {
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void problem(Problem problem) {
    problems.add(problem);
  }

  void problems(DockerfileException e) {
    problems.addAll(e.problems());
  }

  void warning(Problem warning) {
    warnings.add(warning);
  }

  /** In the order of lines. */
  List<Problem> warnings() {
    return warnings.stream().distinct().sorted(Problem.BY_PLACE).toList();
  }

  void throwIfAny() throws DockerfileException {
    if (!problems.isEmpty()) {
      throw new DockerfileException(problems.stream().distinct().toList());
    }
  }
}
