package dev.lamina.oci;

import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to run a container of an image (OCI image-spec, config.md, "config", with Docker's {@code
 * Healthcheck}, {@code OnBuild} and {@code Shell}). An absent text is empty, and so is a list.
 *
 * @param user {@code name}, {@code uid} or {@code user:group}
 * @param exposedPorts {@code 80/tcp}
 * @param env {@code NAME=value}, in the order of first definition
 * @param volumes paths
 * @param workingDir absolute path, or empty
 * @param argsEscaped of Windows
 * @param onBuild instructions for images built on this one
 * @param shell of the shell form of instructions
 * @param extra members that this version does not know, kept
 */
public record ContainerConfig(
    String user,
    SortedSet<String> exposedPorts,
    List<String> env,
    List<String> entrypoint,
    List<String> cmd,
    SortedSet<String> volumes,
    String workingDir,
    SortedMap<String, String> labels,
    String stopSignal,
    boolean argsEscaped,
    @Nullable Healthcheck healthcheck,
    List<String> onBuild,
    List<String> shell,
    JsonObject extra) {
  private static final Set<String> KEYS =
      Set.of(
          "User",
          "ExposedPorts",
          "Env",
          "Entrypoint",
          "Cmd",
          "Volumes",
          "WorkingDir",
          "Labels",
          "StopSignal",
          "ArgsEscaped",
          "Healthcheck",
          "OnBuild",
          "Shell");

  /** Says nothing. */
  public static final ContainerConfig EMPTY =
      new ContainerConfig(
          "",
          Sorted.set(List.of()),
          List.of(),
          List.of(),
          List.of(),
          Sorted.set(List.of()),
          "",
          Sorted.map(Map.of()),
          "",
          false,
          null,
          List.of(),
          List.of(),
          JsonObject.EMPTY);

  public ContainerConfig {
    exposedPorts = Sorted.set(exposedPorts);
    env = List.copyOf(env);
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    volumes = Sorted.set(volumes);
    labels = Sorted.map(labels);
    onBuild = List.copyOf(onBuild);
    shell = List.copyOf(shell);
  }

  static ContainerConfig parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    JsonObject healthcheck = object.objectOrNull("Healthcheck");
    return new ContainerConfig(
        object.string("User", ""),
        keys(object, "ExposedPorts"),
        object.strings("Env"),
        object.strings("Entrypoint"),
        object.strings("Cmd"),
        keys(object, "Volumes"),
        object.string("WorkingDir", ""),
        object.stringMap("Labels"),
        object.string("StopSignal", ""),
        object.bool("ArgsEscaped", false),
        healthcheck == null ? null : Healthcheck.parse(healthcheck),
        object.strings("OnBuild"),
        object.strings("Shell"),
        object.without(KEYS));
  }

  /** The keys of an object that stands for a set: {@code {"80/tcp":{}}}. */
  private static SortedSet<String> keys(JsonObject object, String key)
      throws RefusedInputException {
    JsonObject set = object.objectOrNull(key);
    return Sorted.set(set == null ? List.of() : set.members().keySet());
  }

  private static @Nullable JsonObject set(SortedSet<String> keys) {
    if (keys.isEmpty()) {
      return null;
    }
    JsonObject.Builder object = JsonObject.builder();
    keys.forEach(key -> object.set(key, JsonObject.EMPTY));
    return object.build();
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .setUnlessEmpty("User", user)
        .set("ExposedPorts", set(exposedPorts))
        .setUnlessEmpty("Env", env)
        .setUnlessEmpty("Entrypoint", entrypoint)
        .setUnlessEmpty("Cmd", cmd)
        .set("Volumes", set(volumes))
        .setUnlessEmpty("WorkingDir", workingDir)
        .setUnlessEmpty("Labels", labels)
        .setUnlessEmpty("StopSignal", stopSignal)
        .setIfTrue("ArgsEscaped", argsEscaped)
        .set("Healthcheck", healthcheck == null ? null : healthcheck.toJson())
        .setUnlessEmpty("OnBuild", onBuild)
        .setUnlessEmpty("Shell", shell)
        .setAll(extra)
        .build();
  }

  public ContainerConfig withUser(String changed) {
    return with(parts -> parts.user = changed);
  }

  public ContainerConfig withExposedPorts(Collection<String> changed) {
    return with(parts -> parts.exposedPorts = Sorted.set(changed));
  }

  public ContainerConfig withEnv(List<String> changed) {
    return with(parts -> parts.env = changed);
  }

  public ContainerConfig withEntrypoint(List<String> changed) {
    return with(parts -> parts.entrypoint = changed);
  }

  public ContainerConfig withCmd(List<String> changed) {
    return with(parts -> parts.cmd = changed);
  }

  public ContainerConfig withVolumes(Collection<String> changed) {
    return with(parts -> parts.volumes = Sorted.set(changed));
  }

  public ContainerConfig withWorkingDir(String changed) {
    return with(parts -> parts.workingDir = changed);
  }

  public ContainerConfig withLabels(Map<String, String> changed) {
    return with(parts -> parts.labels = Sorted.map(changed));
  }

  public ContainerConfig withStopSignal(String changed) {
    return with(parts -> parts.stopSignal = changed);
  }

  public ContainerConfig withHealthcheck(@Nullable Healthcheck changed) {
    return with(parts -> parts.healthcheck = changed);
  }

  public ContainerConfig withOnBuild(List<String> changed) {
    return with(parts -> parts.onBuild = changed);
  }

  public ContainerConfig withShell(List<String> changed) {
    return with(parts -> parts.shell = changed);
  }

  public ContainerConfig withExtra(JsonObject changed) {
    return with(parts -> parts.extra = changed);
  }

  private ContainerConfig with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.build();
  }

  /** A copy on its way to another value. */
  private static final class Parts {
    private final ContainerConfig from;
    private String user;
    private SortedSet<String> exposedPorts;
    private List<String> env;
    private List<String> entrypoint;
    private List<String> cmd;
    private SortedSet<String> volumes;
    private String workingDir;
    private SortedMap<String, String> labels;
    private String stopSignal;
    private @Nullable Healthcheck healthcheck;
    private List<String> onBuild;
    private List<String> shell;
    private JsonObject extra;

    Parts(ContainerConfig from) {
      this.from = from;
      user = from.user;
      exposedPorts = from.exposedPorts;
      env = from.env;
      entrypoint = from.entrypoint;
      cmd = from.cmd;
      volumes = from.volumes;
      workingDir = from.workingDir;
      labels = from.labels;
      stopSignal = from.stopSignal;
      healthcheck = from.healthcheck;
      onBuild = from.onBuild;
      shell = from.shell;
      extra = from.extra;
    }

    ContainerConfig build() {
      return new ContainerConfig(
          user,
          exposedPorts,
          env,
          entrypoint,
          cmd,
          volumes,
          workingDir,
          labels,
          stopSignal,
          from.argsEscaped,
          healthcheck,
          onBuild,
          shell,
          extra);
    }
  }
}
