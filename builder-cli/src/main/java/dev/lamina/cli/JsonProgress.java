package dev.lamina.cli;

import dev.lamina.dockerfile.SourceRange;
import dev.lamina.json.JsonObject;
import dev.lamina.progress.ProgressEvent;
import java.util.Locale;

/** One JSON object a line, for programs; the members are described in docs/cli.md. */
final class JsonProgress implements Progress {
  private final Console console;

  JsonProgress(Console console) {
    this.console = console;
  }

  @Override
  public void on(ProgressEvent event) {
    console.message(PrettyJson.line(json(event)));
  }

  private static JsonObject json(ProgressEvent event) {
    if (event instanceof ProgressEvent.StepStarted e) {
      return step("stepStarted", e.stage(), e.step(), e.total()).set("text", e.text()).build();
    }
    if (event instanceof ProgressEvent.StepDone e) {
      String outcome = e.outcome().name().toLowerCase(Locale.ROOT);
      return step("stepDone", e.stage(), e.step(), e.total()).set("outcome", outcome).build();
    }
    if (event instanceof ProgressEvent.BytesMoved e) {
      return object("bytesMoved")
          .set("what", e.what())
          .set("done", e.done())
          .set("total", e.total())
          .build();
    }
    if (event instanceof ProgressEvent.Warning e) {
      JsonObject.Builder warning = object("warning").set("text", e.text());
      SourceRange range = e.range();
      if (range != null) {
        warning.set("file", range.file()).set("line", range.firstLine());
      }
      return warning.setUnlessEmpty("rule", e.rule()).build();
    }
    if (event instanceof ProgressEvent.Message e) {
      return object("message").set("text", e.text()).build();
    }
    throw new IllegalArgumentException("unknown event " + event);
  }

  private static JsonObject.Builder step(String event, String stage, int step, int total) {
    return object(event).set("stage", stage).set("step", step).set("total", total);
  }

  private static JsonObject.Builder object(String event) {
    return JsonObject.builder().set("event", event);
  }

  @Override
  public void close() {}
}
