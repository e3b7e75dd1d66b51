package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.CopyFlags;
import dev.lamina.dockerfile.instruction.Definition;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Pair;
import dev.lamina.dockerfile.parser.Heredoc;
import dev.lamina.io.Escaped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A variable that nothing has set. */
final class UndefinedVar implements Rule.OfInstruction {
  /** Arguments of the builder, which never are variables. */
  private static final Set<String> NO_VARIABLES =
      Set.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");

  private static final RuleInfo INFO =
      RuleInfo.stable("UndefinedVar", "Variables should be defined before their use");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    for (String name : unset(moment)) {
      String suggestion = NearName.suffix(name, moment.variables().keySet(), "$");
      // a base that is not known may set any variable, but hardly one that is a slip of another
      if (moment.history().baseEnv() == StageHistory.BaseEnv.KNOWN || !suggestion.isEmpty()) {
        report.warn(
            moment.place(),
            "Usage of undefined variable '$" + Escaped.text(name) + "'" + suggestion);
      }
    }
  }

  private static Set<String> unset(Moment moment) {
    NamesUsed names = moment.names();
    Instruction instruction = moment.instruction();
    if (instruction instanceof Instruction.Env env) {
      pairs(env.pairs(), names);
    } else if (instruction instanceof Instruction.Label label) {
      pairs(label.pairs(), names);
    } else if (instruction instanceof Instruction.Arg arg) {
      arguments(arg, moment, names);
    } else if (instruction instanceof Instruction.Copy copy) {
      copy(copy, names);
    } else if (instruction instanceof Instruction.Workdir workdir) {
      names.word(workdir.path().text());
    } else if (instruction instanceof Instruction.User user) {
      names.word(user.user().text());
    } else if (instruction instanceof Instruction.StopSignal stopSignal) {
      names.word(stopSignal.signal().text());
    } else if (instruction instanceof Instruction.Volume volume) {
      volume.paths().forEach(p -> names.word(p.text()));
    }
    Set<String> unset = new LinkedHashSet<>(names.unset());
    unset.removeIf(name -> moment.history().declares(name) || NO_VARIABLES.contains(name));
    return unset;
  }

  private static void pairs(List<Pair> pairs, NamesUsed names) {
    for (Pair pair : pairs) {
      names.word(pair.key().text());
      names.word(pair.value());
    }
  }

  /** A default that a build argument replaces is not looked at. */
  private static void arguments(Instruction.Arg arg, Moment moment, NamesUsed names) {
    for (Definition definition : arg.definitions()) {
      String byDefault = definition.defaultValue();
      if (byDefault != null && !moment.buildArgs().containsKey(definition.name().text())) {
        names.word(byDefault);
      }
    }
  }

  private static void copy(Instruction.Copy copy, NamesUsed names) {
    CopyFlags flags = copy.flags();
    Stream.of(flags.chown(), flags.chmod(), flags.checksum())
        .flatMap(Stream::ofNullable)
        .forEach(w -> names.word(w.text()));
    copy.sources().forEach(s -> names.word(s.text()));
    names.word(copy.destination().text());
    for (Heredoc heredoc : copy.heredocs()) {
      if (heredoc.expansion() != Heredoc.Expansion.LITERAL) {
        names.heredoc(heredoc.body());
      }
    }
  }
}
