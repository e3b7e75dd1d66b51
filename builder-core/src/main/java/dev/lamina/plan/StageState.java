package dev.lamina.plan;

import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known at one point of a stage while its steps are made. */
final class StageState {
  private final PlanScope scope;
  private final Map<String, String> args;

  /** ENV and ARG together: the last assignment wins, as in BuildKit. */
  private final Map<String, String> variables = new HashMap<>();

  private final List<Step> steps = new ArrayList<>();
  private ImageConfig image;
  private boolean cmdGiven;

  StageState(ImageConfig start, Scope inherited, PlanScope scope) {
    this.scope = scope;
    this.image = start;
    this.args = new LinkedHashMap<>(inherited.values());
    variables.putAll(args);
    for (String entry : start.config().env()) {
      int equals = entry.indexOf('=');
      variables.put(
          equals < 0 ? entry : entry.substring(0, equals),
          equals < 0 ? "" : entry.substring(equals + 1));
    }
  }

  PlanScope scope() {
    return scope;
  }

  List<Step> steps() {
    return steps;
  }

  Map<String, String> args() {
    return args;
  }

  Map<String, String> variables() {
    return variables;
  }

  ImageConfig image() {
    return image;
  }

  boolean cmdGiven() {
    return cmdGiven;
  }

  void define(String name, String value) {
    args.put(name, value);
    variables.put(name, value);
  }

  void add(Step step) {
    steps.add(step);
  }

  void add(Step.Configure step) {
    steps.add(step);
    image = step.change().apply(image);
    cmdGiven |= step.change() instanceof ConfigChange.CmdSet;
    if (step.change() instanceof ConfigChange.EnvSet env) {
      variables.putAll(env.values());
    }
  }

  void add(Step.MakeDirectory step) {
    steps.add(step);
    image = step.change().apply(image);
  }
}
