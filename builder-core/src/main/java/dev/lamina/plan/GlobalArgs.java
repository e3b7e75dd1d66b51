package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.instruction.Definition;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.shell.Effort;
import dev.lamina.dockerfile.shell.Variables;
import dev.lamina.dockerfile.shell.WordExpander;
import dev.lamina.oci.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of ARG before the first FROM, and those that are always there. */
public final class GlobalArgs {
  private GlobalArgs() {}

  /**
   * The values by name, those that are always there first.
   *
   * @throws DockerfileException when a value cannot be expanded
   */
  public static Map<String, String> of(Dockerfile dockerfile, PlanOptions options)
      throws DockerfileException {
    Findings findings = new Findings();
    WordExpander expander = new WordExpander(dockerfile.escape(), new Effort());
    Map<String, String> values = of(dockerfile, options, expander, findings);
    findings.throwIfAny();
    return values;
  }

  static Map<String, String> of(
      Dockerfile dockerfile, PlanOptions options, WordExpander expander, Findings findings) {
    Map<String, String> values = new LinkedHashMap<>();
    platform("BUILD", options.buildPlatform(), values);
    platform("TARGET", options.targetPlatform(), values);
    values.put("TARGETSTAGE", targetStage(dockerfile, options));
    values.replaceAll((name, value) -> options.buildArgs().getOrDefault(name, value));
    for (Instruction.Arg arg : dockerfile.globals()) {
      for (Definition definition : arg.definitions()) {
        define(definition, arg, expander, options, values, findings);
      }
    }
    return values;
  }

  private static void define(
      Definition definition,
      Instruction.Arg arg,
      WordExpander expander,
      PlanOptions options,
      Map<String, String> values,
      Findings findings) {
    Variables known = Variables.of(values);
    var place = definition.name().in(arg.place());
    try {
      String name = expander.word(definition.name().text(), known, place);
      String given = options.buildArgs().get(name);
      String byDefault = definition.defaultValue();
      if (given != null) {
        values.put(name, given);
      } else if (byDefault != null) {
        values.put(name, expander.word(byDefault, known, place));
      }
    } catch (DockerfileException e) {
      findings.problems(e);
    }
  }

  private static void platform(String prefix, Platform platform, Map<String, String> values) {
    values.put(prefix + "PLATFORM", platform.toString());
    values.put(prefix + "OS", platform.os());
    values.put(prefix + "OSVERSION", platform.osVersion() == null ? "" : platform.osVersion());
    values.put(prefix + "ARCH", platform.architecture());
    values.put(prefix + "VARIANT", platform.variant() == null ? "" : platform.variant());
  }

  private static String targetStage(Dockerfile dockerfile, PlanOptions options) {
    if (options.target() != null) {
      return options.target();
    }
    var last = dockerfile.stages().get(dockerfile.stages().size() - 1);
    return last.from().name() == null ? "default" : last.from().name();
  }
}
