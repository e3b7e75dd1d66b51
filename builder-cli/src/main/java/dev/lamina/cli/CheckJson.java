package dev.lamina.cli;

import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.lint.LintReport;
import dev.lamina.lint.LintWarning;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** What a check has found, for programs, with the keys of buildx. */
final class CheckJson {
  private CheckJson() {}

  static JsonObject of(LintReport report, DockerfileSource dockerfile) {
    JsonObject source =
        JsonObject.builder()
            .set("filename", dockerfile.name())
            .set("language", "Dockerfile")
            .set("data", Base64.getEncoder().encodeToString(dockerfile.bytes()))
            .build();
    JsonObject.Builder out =
        JsonObject.builder()
            .set("warnings", array(report.warnings().stream().map(CheckJson::warning).toList()))
            .set("sources", array(List.of(source)));
    if (!report.errors().isEmpty()) {
      out.set("buildError", buildError(report.errors()));
    }
    return out.build();
  }

  private static JsonObject warning(LintWarning warning) {
    return JsonObject.builder()
        .set("ruleName", warning.rule().name())
        .set("description", warning.rule().description())
        .set("url", warning.rule().url())
        .set("detail", warning.detail())
        .set("location", location(List.of(warning.range())))
        .build();
  }

  /** buildx knows one message with several ranges; the single problems are ours. */
  private static JsonObject buildError(List<Problem> errors) {
    String message = errors.stream().map(Problem::message).collect(Collectors.joining("\n"));
    return JsonObject.builder()
        .set("message", message)
        .set("location", location(errors.stream().map(Problem::range).toList()))
        .set("problems", array(errors.stream().map(CheckJson::problem).toList()))
        .build();
  }

  private static JsonObject problem(Problem problem) {
    return JsonObject.builder()
        .set("message", problem.message())
        .setUnlessEmpty("hint", problem.hint())
        .set("location", location(List.of(problem.range())))
        .build();
  }

  private static JsonObject location(List<SourceRange> ranges) {
    return JsonObject.builder()
        .set("sourceIndex", 0)
        .set("ranges", array(ranges.stream().map(CheckJson::range).toList()))
        .build();
  }

  private static JsonObject range(SourceRange range) {
    return JsonObject.builder()
        .set("start", JsonObject.builder().set("line", range.firstLine()).build())
        .set("end", JsonObject.builder().set("line", range.lastLine()).build())
        .build();
  }

  private static JsonArray array(List<JsonObject> objects) {
    return new JsonArray(objects.stream().<JsonValue>map(o -> o).toList());
  }
}
