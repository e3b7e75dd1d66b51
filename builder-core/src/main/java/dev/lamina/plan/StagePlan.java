package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One stage of a plan, as far as it is known without its base. */
public final class StagePlan {
  /** What a scratch image's PATH is. */
  public static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Stage stage;
  private final StageSource source;
  private final Set<Integer> dependencies;
  private final PlanScope scope;

  StagePlan(Stage stage, StageSource source, Set<Integer> dependencies, PlanScope scope) {
    this.stage = stage;
    this.source = source;
    this.dependencies = Collections.unmodifiableSet(new TreeSet<>(dependencies));
    this.scope = scope;
  }

  /** From 0, in the order of the file. */
  public int index() {
    return stage.index();
  }

  /** The name after AS, lower case. */
  public Optional<String> name() {
    return Optional.ofNullable(stage.from().name());
  }

  /** The name, or the index where there is none. */
  public String label() {
    return stage.label();
  }

  /** FROM. */
  public Place place() {
    return stage.from().place();
  }

  /** Where FROM stands. */
  public SourceRange range() {
    return place().range();
  }

  /** What the stage begins with. */
  public StageSource source() {
    return source;
  }

  /** The stages that must be built before, by index. */
  public Set<Integer> dependencies() {
    return dependencies;
  }

  /** The instructions as they are written; none where a named context replaces the stage. */
  List<Instruction> instructions() {
    return isReplaced() ? List.of() : stage.instructions();
  }

  /** Where a COPY of this stage takes files from. */
  CopyOrigin origin(Instruction.Copy copy) {
    return CopyFrom.of(copy, stage.index(), scope.names()).origin();
  }

  private boolean isReplaced() {
    return source instanceof StageSource.NamedContext context
        && context.extent() == StageSource.NamedContext.Extent.STAGE;
  }

  /** What to hand to {@link #steps} as the base of {@code FROM scratch}. */
  public static ImageConfig scratch(Platform platform) {
    ContainerConfig config =
        ContainerConfig.EMPTY.withEnv(List.of("PATH=" + DEFAULT_PATH)).withWorkingDir("/");
    return ImageConfig.of(platform).withConfig(config);
  }

  /**
   * The steps, now that the base is known.
   *
   * @param base the base image's configuration, the finished one of an earlier stage, or {@link
   *     #scratch}
   * @param inherited the scope of the earlier stage; {@link Scope#EMPTY} for other bases
   * @throws DockerfileException with every problem of the stage, those of the base's ONBUILD
   *     triggers among them
   */
  public PlannedStage steps(ImageConfig base, Scope inherited) throws DockerfileException {
    return steps(base, inherited, StageWatcher.NONE);
  }

  /** As {@link #steps(ImageConfig, Scope)}, each instruction shown to {@code watcher}. */
  public PlannedStage steps(ImageConfig base, Scope inherited, StageWatcher watcher)
      throws DockerfileException {
    return isReplaced()
        ? new PlannedStage(base, List.of(), base, Scope.EMPTY, Set.of(), List.of())
        : new StagePlanner(stage, scope, base, inherited, watcher).plan();
  }
}
