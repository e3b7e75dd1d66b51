package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A folder of {@code testdata/dockerfile}: a Dockerfile, and perhaps {@code options}, a line each:
 * {@code build-arg A=B}, {@code target T}, {@code platform P}, {@code context NAME}, and for bases
 * that are images {@code base-env A=B}, {@code base-onbuild TEXT}, {@code base-cmd WORD}, {@code
 * base-member NAME} (one that no specification knows).
 */
final class DockerfileCase {
  private static final Platform BUILD = Platform.parse("linux/amd64");

  private final Path folder;
  private final Map<String, String> buildArgs = new LinkedHashMap<>();
  private final Set<String> contexts = new TreeSet<>();
  private @Nullable String target;
  private Platform platform = BUILD;
  private ContainerConfig base = ContainerConfig.EMPTY;

  DockerfileCase(Path folder) throws IOException {
    this.folder = folder;
    Path options = folder.resolve("options");
    if (Files.exists(options)) {
      for (String line : Files.readAllLines(options)) {
        int blank = line.indexOf(' ');
        option(line.substring(0, blank), line.substring(blank + 1));
      }
    }
  }

  private void option(String name, String value) {
    switch (name) {
      case "build-arg" -> {
        int equals = value.indexOf('=');
        buildArgs.put(value.substring(0, equals), value.substring(equals + 1));
      }
      case "context" -> contexts.add(value);
      case "target" -> target = value;
      case "platform" -> platform = Platform.parse(value);
      case "base-env" -> base = base.withEnv(with(base.env(), value));
      case "base-onbuild" ->
          base = base.withOnBuild(with(base.onBuild(), value.replace("\\n", "\n")));
      case "base-cmd" -> base = base.withCmd(with(base.cmd(), value));
      case "base-member" ->
          base = base.withExtra(JsonObject.builder().setAll(base.extra()).set(value, "").build());
      default -> throw new IllegalArgumentException(folder + ": unknown option " + name);
    }
  }

  private static List<String> with(List<String> all, String more) {
    List<String> result = new ArrayList<>(all);
    result.add(more);
    return result;
  }

  /** The whole plan, printed. */
  String plan() throws IOException, DockerfileException {
    return plan(Files.readAllBytes(folder.resolve("Dockerfile")));
  }

  String plan(byte[] dockerfile) throws DockerfileException {
    PlanOptions options = new PlanOptions(buildArgs, target, platform, BUILD, contexts);
    BuildPlan plan = Planner.plan(Dockerfile.parse("Dockerfile", dockerfile), options);
    PlanText text = new PlanText();
    Map<Integer, ImageConfig> images = new HashMap<>();
    Map<Integer, Scope> scopes = new HashMap<>();
    for (StagePlan stage : plan.stages()) {
      ImageConfig from = StagePlan.scratch(platform).withConfig(base);
      Scope scope = Scope.EMPTY;
      if (stage.source() instanceof StageSource.Scratch scratch) {
        from = StagePlan.scratch(scratch.platform());
      } else if (stage.source() instanceof StageSource.EarlierStage earlier) {
        from = Objects.requireNonNull(images.get(earlier.index()));
        scope = Objects.requireNonNull(scopes.get(earlier.index()));
      }
      PlannedStage planned = stage.steps(from, scope);
      images.put(stage.index(), text.stage(stage, planned));
      scopes.put(stage.index(), planned.scope());
    }
    text.warnings(plan.warnings());
    return text.toString();
  }
}
