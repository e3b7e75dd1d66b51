package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.Workspace;
import dev.lamina.build.BuildRequest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.io.Escaped;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.plan.Outline;
import dev.lamina.plan.StageOutline;
import dev.lamina.plan.StageOutline.BaseKind;
import dev.lamina.plan.StageOutline.Detail;
import dev.lamina.plan.StepOutline;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --dry-run}: the plan of a build, and nothing else. */
final class DryRun {
  @Option(
      names = "--dry-run",
      paramLabel = "KIND",
      arity = "0..1",
      fallbackValue = AttachedValue.TEXT,
      preprocessor = AttachedValue.class,
      order = 60,
      description =
          "Show what would be done, stage by stage, as text or json; nothing is built, no store and"
              + " no base image is read (write --dry-run=json)")
  private @Nullable ReportFormat format;

  boolean wanted() {
    return format != null;
  }

  /** Where an archive waits, which has to be read to find the Dockerfile in it. */
  static Workspace room() {
    return Workspace.in(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  /** Prints the plan of a request. */
  ExitCode run(Session session, BuildRequest request) throws IOException, DockerfileException {
    List<Outline> outlines = Images.outline(request);
    if (format == ReportFormat.JSON) {
      session.console().line(PrettyJson.of(json(request, outlines)));
      return ExitCode.DONE;
    }
    StringBuilder out = new StringBuilder();
    for (Outline outline : outlines) {
      out.append("platform ").append(outline.platform()).append('\n');
      outline.stages().forEach(stage -> append(out, stage));
    }
    String names = String.join(", ", request.names().stream().map(Reference::familiar).toList());
    out.append(names.isEmpty() ? "no name\n" : "names " + names + "\n");
    session.console().print(out.toString());
    outlines.get(0).warnings().forEach(w -> session.console().message(warning(w)));
    return ExitCode.DONE;
  }

  private static void append(StringBuilder out, StageOutline stage) {
    out.append("  stage ").append(stage.index());
    out.append(stage.name() == null ? "" : " (" + Escaped.text(stage.name()) + ")");
    out.append(" from ").append(kind(stage)).append(Escaped.text(stage.base())).append('\n');
    if (stage.detail() == Detail.AS_WRITTEN && !stage.steps().isEmpty()) {
      out.append("    as written: variables and triggers depend on the base\n");
    }
    for (StepOutline step : stage.steps()) {
      out.append("    ").append(step.range().firstLine()).append(": ");
      out.append(name(step.effect())).append(' ').append(Progress.instruction(step.text()));
      out.append(step.from() == null ? "" : "  <- " + Escaped.text(step.from())).append('\n');
    }
  }

  private static String kind(StageOutline stage) {
    return stage.kind() == BaseKind.SCRATCH ? "" : name(stage.kind()) + " ";
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String warning(Problem problem) {
    return "warning: "
        + Escaped.text(problem.range().file())
        + ":"
        + problem.range().firstLine()
        + ": "
        + problem.message();
  }

  private static JsonObject json(BuildRequest request, List<Outline> outlines) {
    List<String> names = request.names().stream().map(Reference::toString).toList();
    return JsonObject.builder()
        .set("names", JsonArray.ofStrings(names))
        .set("platforms", new JsonArray(outlines.stream().map(DryRun::json).toList()))
        .set(
            "warnings",
            new JsonArray(outlines.get(0).warnings().stream().map(DryRun::json).toList()))
        .build();
  }

  private static JsonValue json(Outline outline) {
    return JsonObject.builder()
        .set("platform", outline.platform().toString())
        .set("stages", new JsonArray(outline.stages().stream().map(DryRun::json).toList()))
        .build();
  }

  private static JsonValue json(StageOutline stage) {
    JsonObject from =
        JsonObject.builder().set("kind", name(stage.kind())).set("name", stage.base()).build();
    return JsonObject.builder()
        .set("index", stage.index())
        .setUnlessEmpty("name", stage.name())
        .set("from", from)
        .set("detail", name(stage.detail()))
        .set("steps", new JsonArray(stage.steps().stream().map(DryRun::json).toList()))
        .build();
  }

  private static JsonValue json(StepOutline step) {
    return JsonObject.builder()
        .set("file", step.range().file())
        .set("line", step.range().firstLine())
        .set("text", step.text())
        .set("effect", name(step.effect()))
        .setUnlessEmpty("copiesFrom", step.from())
        .build();
  }

  private static JsonValue json(Problem warning) {
    return JsonObject.builder()
        .set("file", warning.range().file())
        .set("line", warning.range().firstLine())
        .set("text", warning.message())
        .build();
  }
}
