package dev.lamina.lint;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Definition;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.plan.StageSoFar;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a stage has had before an instruction. */
final class StageHistory {
  /** Whether all variables of the base are known. */
  enum BaseEnv {
    KNOWN,
    UNKNOWN
  }

  private final @Nullable StageHistory below;
  private BaseEnv baseEnv;
  private final Set<String> declared = new HashSet<>();
  private final Map<Keyword, Place> last = new EnumMap<>(Keyword.class);
  private @Nullable StageSoFar soFar;
  private boolean workdir;

  StageHistory(BaseEnv baseEnv) {
    this(baseEnv, null);
  }

  private StageHistory(BaseEnv baseEnv, @Nullable StageHistory below) {
    this.baseEnv = baseEnv;
    this.below = below;
  }

  /** Of a stage that is built on another. */
  StageHistory inherited() {
    StageHistory next = new StageHistory(baseEnv, this);
    next.workdir = workdir;
    return next;
  }

  /** The stage can't be planned to its end: what it sets is not known. */
  void breakOff() {
    baseEnv = BaseEnv.UNKNOWN;
  }

  void add(Moment moment) {
    soFar = moment.soFar();
    Keyword keyword = moment.statement().keyword();
    if (keyword != null) {
      last.put(keyword, moment.place());
    }
    workdir |= keyword == Keyword.WORKDIR;
    if (moment.instruction() instanceof Instruction.Arg arg) {
      for (Definition definition : arg.definitions()) {
        String name = moment.names().word(definition.name().text());
        if (name != null) {
          declared.add(name);
        }
      }
    }
  }

  /** The configuration that the stage has come to. */
  ContainerConfig config() {
    return soFar == null ? ContainerConfig.EMPTY : soFar.config();
  }

  BaseEnv baseEnv() {
    return baseEnv;
  }

  /** Whether an ARG, with or without a value, has named it, here or in a stage below. */
  boolean declares(String name) {
    for (StageHistory at = this; at != null; at = at.below) {
      if (at.declared.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** The last instruction of a kind in this stage; null when there is none. */
  @Nullable Place last(Keyword keyword) {
    return last.get(keyword);
  }

  /** Whether there was a WORKDIR, here or in the stage below. */
  boolean workdir() {
    return workdir;
  }
}
