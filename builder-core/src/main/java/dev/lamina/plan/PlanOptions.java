package dev.lamina.plan;

import dev.lamina.oci.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caller asks for.
 *
 * @param buildArgs values for ARG; a name without a value is not in here
 * @param target the stage to build, by name or index; null for the last
 * @param targetPlatform what the image runs on
 * @param buildPlatform what the build runs on; for {@code $BUILDPLATFORM} only
 */
public record PlanOptions(
    Map<String, String> buildArgs,
    @Nullable String target,
    Platform targetPlatform,
    Platform buildPlatform) {
  public PlanOptions {
    buildArgs = Collections.unmodifiableMap(new LinkedHashMap<>(buildArgs));
  }

  /** No arguments, the last stage. */
  public static PlanOptions of(Platform platform) {
    return new PlanOptions(Map.of(), null, platform, platform);
  }

  public PlanOptions withBuildArgs(Map<String, String> changed) {
    return new PlanOptions(changed, target, targetPlatform, buildPlatform);
  }

  public PlanOptions withTarget(@Nullable String changed) {
    return new PlanOptions(buildArgs, changed, targetPlatform, buildPlatform);
  }
}
