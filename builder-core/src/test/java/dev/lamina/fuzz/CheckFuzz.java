package dev.lamina.fuzz;

import dev.lamina.Images;
import dev.lamina.build.BuildRequest;
import dev.lamina.context.BuildContext;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.lint.LintReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The checks of a Dockerfile: every rule, over every stage. */
final class CheckFuzz {
  private static final BuildContext CONTEXT = MemoryContext.builder().build();

  private CheckFuzz() {}

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] input) {
    Limits.within(CheckFuzz::check, input);
  }

  static void check(byte[] input) {
    LintReport report = Images.check(BuildRequest.builder(source(input), CONTEXT).build());
    ProblemText.errors(report.errors());
    ProblemText.warnings(report.notices());
  }

  private static DockerfileSource source(byte[] input) {
    try {
      return DockerfileSource.read("Dockerfile", new ByteArrayInputStream(input));
    } catch (IOException e) {
      throw new UncheckedIOException("inputs are shorter than a Dockerfile may be", e);
    }
  }
}
