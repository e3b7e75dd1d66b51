package dev.lamina.build;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.InstructionReader;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.lint.BaseConfigs;
import dev.lamina.lint.LintReport;
import dev.lamina.lint.LintWarning;
import dev.lamina.lint.Linter;
import dev.lamina.oci.Platform;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.PlanOptions;
import dev.lamina.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks at a Dockerfile as a build would, as far as that goes without base images. */
public final class DockerfileCheck {
  private final BuildRequest request;
  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> notices = new LinkedHashSet<>();
  private List<LintWarning> warnings = List.of();

  private DockerfileCheck(BuildRequest request) {
    this.request = request;
  }

  /** Checks the target, or every stage when none is named. */
  public static LintReport of(BuildRequest request) {
    DockerfileCheck check = new DockerfileCheck(request);
    try {
      check.read();
    } catch (DockerfileException e) {
      check.errors.addAll(e.problems());
    } catch (IOException e) {
      throw new UncheckedIOException("without base images nothing is read", e);
    }
    return new LintReport(check.warnings, sorted(check.errors), sorted(check.notices));
  }

  private static List<Problem> sorted(Set<Problem> problems) {
    return problems.stream().sorted(Problem.BY_PLACE).toList();
  }

  private void read() throws DockerfileException, IOException {
    byte[] bytes = request.dockerfile().bytes();
    Statements statements = DockerfileParser.parse(request.dockerfile().name(), bytes);
    Linter linter = new Linter(statements, request.buildArgs(), request.ignored());
    try {
      Dockerfile dockerfile = InstructionReader.read(statements);
      for (Platform platform : request.platforms()) {
        plan(dockerfile, request.planOptions(platform), linter);
      }
    } finally {
      warnings = linter.warnings();
    }
    linter.failIfAsked();
  }

  private void plan(Dockerfile dockerfile, PlanOptions options, Linter linter) throws IOException {
    linter.bases(dockerfile, options);
    try {
      BuildPlan plan = Planner.outline(dockerfile, options);
      notices.addAll(plan.warnings());
      boolean all = options.target() == null || options.target().isEmpty();
      Linter.Extent extent = all ? Linter.Extent.ALL : Linter.Extent.NEEDED;
      linter.stages(plan, extent, options, BaseConfigs.UNKNOWN);
    } catch (DockerfileException e) {
      errors.addAll(e.problems());
    }
  }
}
