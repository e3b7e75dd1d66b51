package dev.lamina.build;

import dev.lamina.cache.BuildRecord;
import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.BuildRecord.StageRecord;
import dev.lamina.cache.BuildRecord.StepRecord;
import dev.lamina.cache.BuildRecords;
import dev.lamina.cache.Fingerprints;
import dev.lamina.context.BuildContext;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.digest.Digest;
import dev.lamina.layer.Layer;
import dev.lamina.oci.ChainId;
import dev.lamina.oci.Platform;
import dev.lamina.plan.ConfigChange;
import dev.lamina.plan.CopyOrigin;
import dev.lamina.plan.Destination;
import dev.lamina.plan.PlannedStage;
import dev.lamina.plan.StagePlan;
import dev.lamina.plan.StageSource;
import dev.lamina.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes down what a build does for one platform, for those who ask later why. */
final class BuildNotes {
  /** More patterns of an ignore file are not worth their room. */
  private static final int MOST_PATTERNS = 1000;

  private final BuildRequest request;
  private final Platform platform;
  private final List<StageRecord> stages = new ArrayList<>();

  BuildNotes(BuildRequest request, Platform platform) {
    this.request = request;
    this.platform = platform;
  }

  /**
   * Names the place of a build: another one of the same place is its successor. A context that has
   * no place of its own is known by the name of the image.
   */
  Digest place() {
    String context =
        request.context() instanceof DirectoryContext directory
            ? directory.root().toUri().getRawPath()
            : request.names().isEmpty() ? "" : request.names().get(0).toString();
    String target = request.target();
    return BuildRecords.place(
        List.of(
            context,
            request.dockerfile().name(),
            target == null ? "" : target,
            platform.toString()));
  }

  /** Notes a finished stage. */
  void add(StagePlan stage, StageImage base, PlannedStage planned, List<StepRecord> steps) {
    Map<String, String> args = new TreeMap<>();
    request.buildArgs().forEach((name, value) -> args.put(name, Fingerprints.of(name, value)));
    planned.scope().values().forEach((n, value) -> args.put(n, Fingerprints.of(n, value)));
    Map<String, String> env = new TreeMap<>();
    for (String pair : planned.end().config().env()) {
      int equals = pair.indexOf('=');
      env.put(equals < 0 ? pair : pair.substring(0, equals), pair.substring(equals + 1));
    }
    String from = String.join("\n", stage.place().lines());
    stages.add(
        new StageRecord(
            stage.label(), from, name(stage.source()), id(stage, base), args, env, steps));
  }

  private static String name(StageSource source) {
    if (source instanceof StageSource.BaseImage image) {
      return image.name();
    }
    return source instanceof StageSource.NamedContext context ? context.name() : "";
  }

  /** Of an earlier stage there is none: it has notes of its own. */
  private static String id(StagePlan stage, StageImage base) {
    Digest image = base.inherited().image();
    boolean nothing = image == null && base.layers().isEmpty();
    if (nothing || stage.source() instanceof StageSource.EarlierStage) {
      return "";
    }
    return (image == null ? ChainId.of(base.layers().stream().map(Layer::diffId).toList()) : image)
        .toString();
  }

  /**
   * Notes of a step.
   *
   * @param origin the cache elsewhere that the layer came from; empty for none
   */
  static StepRecord step(Step step, Fate fate, @Nullable Layer layer, String origin) {
    String text = String.join("\n", step.place().lines());
    if (step instanceof Step.CopyFiles copy && copy.origin() instanceof CopyOrigin.Context) {
      Destination to = copy.destination();
      boolean directory = to.form() == Destination.Form.DIRECTORY;
      String destination = to.path().decoded() + (directory ? "/" : "");
      return new StepRecord(
          text, step.createdBy(), Map.of(), fate, layer, origin, copy.sources(), destination);
    }
    ConfigChange change = step instanceof Step.Configure configure ? configure.change() : null;
    boolean args = change instanceof ConfigChange.ArgsDeclared;
    String result = args ? "" : step.createdBy();
    return new StepRecord(text, result, values(change), fate, layer, origin, List.of(), "");
  }

  private static Map<String, String> values(@Nullable ConfigChange change) {
    if (change instanceof ConfigChange.EnvSet env) {
      return env.values();
    }
    Map<String, String> names = new TreeMap<>();
    if (change instanceof ConfigChange.ArgsDeclared args) {
      args.names().forEach(name -> names.put(name, ""));
    }
    return names;
  }

  /** All of it. */
  BuildRecord record() {
    DockerIgnore ignore =
        request.context() instanceof BuildContext known ? known.ignored() : DockerIgnore.NONE;
    List<String> patterns = ignore.matcher().patterns().stream().map(Object::toString).toList();
    return new BuildRecord(
        platform.toString(),
        request.compression().text(),
        request.cache() == CacheUse.USED ? BuildRecord.Lookup.USED : BuildRecord.Lookup.IGNORED,
        ignore.name(),
        patterns.size() > MOST_PATTERNS ? List.of() : patterns,
        stages);
  }
}
