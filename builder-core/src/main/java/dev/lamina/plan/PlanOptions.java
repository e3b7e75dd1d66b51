package dev.lamina.plan;

import dev.lamina.oci.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the caller asks for.
 *
 * @param buildArgs values for ARG; a name without a value is not in here
 * @param target the stage to build, by name or index; null for the last
 * @param targetPlatform what the image runs on
 * @param buildPlatform what the build runs on; for {@code $BUILDPLATFORM} only
 * @param contexts the names of build contexts, which hide stages and images of that name; as {@link
 *     #contextName} gives them
 */
public record PlanOptions(
    Map<String, String> buildArgs,
    @Nullable String target,
    Platform targetPlatform,
    Platform buildPlatform,
    Set<String> contexts) {
  public PlanOptions {
    buildArgs = Collections.unmodifiableMap(new LinkedHashMap<>(buildArgs));
    contexts = Set.copyOf(contexts);
  }

  /** Without named contexts. */
  public PlanOptions(
      Map<String, String> buildArgs,
      @Nullable String target,
      Platform targetPlatform,
      Platform buildPlatform) {
    this(buildArgs, target, targetPlatform, buildPlatform, Set.of());
  }

  /**
   * The one spelling of a context's name: that of an image, shortened as far as it goes.
   *
   * @throws IllegalArgumentException when it could not be the name of an image
   */
  public static String contextName(String name) {
    return ContextNames.normal(name);
  }

  /** No arguments, the last stage. */
  public static PlanOptions of(Platform platform) {
    return new PlanOptions(Map.of(), null, platform, platform);
  }

  public PlanOptions withBuildArgs(Map<String, String> changed) {
    return new PlanOptions(changed, target, targetPlatform, buildPlatform, contexts);
  }

  public PlanOptions withTarget(@Nullable String changed) {
    return new PlanOptions(buildArgs, changed, targetPlatform, buildPlatform, contexts);
  }

  public PlanOptions withContexts(Set<String> changed) {
    return new PlanOptions(buildArgs, target, targetPlatform, buildPlatform, changed);
  }
}
