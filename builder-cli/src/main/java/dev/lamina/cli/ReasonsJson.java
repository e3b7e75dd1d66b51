package dev.lamina.cli;

import dev.lamina.BuildReasons.PlatformReasons;
import dev.lamina.cache.Reason;
import dev.lamina.cache.StepVerdict;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.List;
import java.util.function.Function;

/** Why steps hit or missed the cache, for programs. */
final class ReasonsJson {
  private ReasonsJson() {}

  static JsonObject of(List<PlatformReasons> platforms) {
    return JsonObject.builder().set("platforms", array(platforms, ReasonsJson::platform)).build();
  }

  private static JsonObject platform(PlatformReasons platform) {
    return JsonObject.builder()
        .set("platform", platform.platform())
        .set("steps", array(platform.steps(), ReasonsJson::step))
        .build();
  }

  private static JsonObject step(StepVerdict step) {
    return JsonObject.builder()
        .set("stage", step.stage())
        .set("step", step.step())
        .set("total", step.total())
        .set("text", step.text())
        .set("verdict", step.verdict().id())
        .set("reasons", array(step.reasons(), ReasonsJson::reason))
        .build();
  }

  private static JsonObject reason(Reason reason) {
    return JsonObject.builder()
        .set("kind", reason.kind().id())
        .setUnlessEmpty("subject", reason.subject())
        .setUnlessEmpty("before", reason.before())
        .setUnlessEmpty("after", reason.after())
        .build();
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonValue> json) {
    return new JsonArray(items.stream().map(json).toList());
  }
}
