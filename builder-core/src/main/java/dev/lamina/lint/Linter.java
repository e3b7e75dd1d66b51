package dev.lamina.lint;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Definition;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.GlobalArgs;
import dev.lamina.plan.PlanOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies the rules to a Dockerfile, as far as it is understood: first to its text, then to its
 * FROM lines, then to its stages. For several platforms the last two are done for each; what is
 * found twice is told once.
 */
public final class Linter {
  private final Statements statements;
  private final LintSettings settings;
  private final IgnoreMatcher ignored;
  private final Effort effort = new Effort();
  private final Set<LintWarning> found = new LinkedHashSet<>();

  /**
   * Applies the rules about text.
   *
   * @param buildArgs among which {@code BUILDKIT_DOCKERFILE_CHECK} replaces the {@code # check=}
   *     line
   * @param ignored what is kept out of the context
   * @throws DockerfileException when the settings are malformed
   */
  public Linter(Statements statements, Map<String, String> buildArgs, IgnoreMatcher ignored)
      throws DockerfileException {
    this.statements = statements;
    this.settings = LintSettings.of(statements, buildArgs);
    this.ignored = ignored;
    for (Rule rule : Rules.ALL) {
      if (rule instanceof Rule.OfText ofText) {
        ofText.check(statements, reporter(rule));
      }
    }
  }

  private Rule.Report reporter(Rule rule) {
    return (place, detail) -> {
      if (settings.allow(rule.info())) {
        found.add(new LintWarning(rule.info(), detail, place.wholeLines()));
      }
    };
  }

  /** Applies the rules about FROM lines; those that can't be expanded are skipped. */
  public void bases(Dockerfile dockerfile, PlanOptions options) {
    Map<String, String> globals;
    Map<String, String> defaults;
    try {
      globals = GlobalArgs.of(dockerfile, options);
      defaults = GlobalArgs.of(dockerfile, options.withBuildArgs(Map.of()));
    } catch (DockerfileException e) {
      return; // the plan fails of the same
    }
    Set<String> known = new HashSet<>(globals.keySet());
    for (Instruction.Arg arg : dockerfile.globals()) {
      for (Definition definition : arg.definitions()) {
        known.add(definition.name().text());
      }
    }
    Bases bases = new Bases(dockerfile, globals, defaults, known, effort);
    for (Rule rule : Rules.ALL) {
      if (rule instanceof Rule.OfBases ofBases) {
        ofBases.check(bases, reporter(rule));
      }
    }
  }

  /** Which stages are looked at. */
  public enum Extent {
    /** Those that the target needs. */
    NEEDED,
    /** All. */
    ALL
  }

  /**
   * Applies the rules about instructions.
   *
   * @throws DockerfileException with every problem of the stages that the target needs
   * @throws IOException when a base is looked up and that fails
   */
  public void stages(BuildPlan plan, Extent extent, PlanOptions options, BaseConfigs bases)
      throws IOException, DockerfileException {
    new StageWalk(this, options, bases).walk(plan, extent);
  }

  Effort effort() {
    return effort;
  }

  void check(Moment moment) {
    for (Rule rule : Rules.ALL) {
      if (rule instanceof Rule.OfInstruction ofInstruction) {
        ofInstruction.check(moment, reporter(rule));
      }
    }
  }

  IgnoreMatcher ignored() {
    return ignored;
  }

  char escape() {
    return statements.escape();
  }

  /** The statements of each stage, without its FROM. */
  List<List<Statement>> byStage() {
    List<List<Statement>> stages = new ArrayList<>();
    for (Statement statement : statements.list()) {
      if (statement.keyword() == Keyword.FROM) {
        stages.add(new ArrayList<>());
      } else if (!stages.isEmpty()) {
        stages.get(stages.size() - 1).add(statement);
      }
    }
    return stages;
  }

  /** What has been found so far, by place. */
  public List<LintWarning> warnings() {
    return found.stream().sorted(LintWarning.BY_PLACE).toList();
  }

  /**
   * Fails when there is a warning and the settings make warnings errors.
   *
   * @throws DockerfileException that names the rules
   */
  public void failIfAsked() throws DockerfileException {
    if (!settings.error() || found.isEmpty()) {
      return;
    }
    Place first = warnings().get(0).place();
    String rules =
        found.stream()
            .map(w -> w.rule().name())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    throw new DockerfileException(
        first.problem(
            "lint violation found for rules: " + rules, "check=error=true makes warnings errors"));
  }
}
