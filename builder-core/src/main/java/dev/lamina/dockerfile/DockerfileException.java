package dev.lamina.dockerfile;

import java.io.Serial;
import java.util.List;

/** The user's Dockerfile is wrong: every problem found, in order of lines. Exit code 2. */
public final class DockerfileException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @throws IllegalArgumentException when there is no problem
   */
  public DockerfileException(List<Problem> problems) {
    // what matters is the place in the Dockerfile, and there can be very many
    super(summary(problems), null, true, false);
    this.problems = problems.stream().sorted(Problem.BY_PLACE).toList();
  }

  public DockerfileException(Problem problem) {
    this(List.of(problem));
  }

  /** Never empty, sorted by place. */
  public List<Problem> problems() {
    return problems;
  }

  private static String summary(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem");
    }
    Problem first = problems.stream().min(Problem.BY_PLACE).orElseThrow();
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    return first.range() + ": " + first.message() + more;
  }
}
