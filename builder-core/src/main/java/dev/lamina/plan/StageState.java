package dev.lamina.plan;

import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known at one point of a stage while its steps are made. */
final class StageState implements StageSoFar {
  private final PlanScope scope;
  private final Map<String, String> args;

  /** ENV and ARG together: the last assignment wins, as in BuildKit. */
  private final Map<String, String> variables = new HashMap<>();

  private final List<Step> steps = new ArrayList<>();
  private List<String> shell;
  private String workingDir;
  private String user;
  private boolean cmdGiven;
  private final ConfigDraft draft;

  StageState(ImageConfig start, Scope inherited, PlanScope scope) {
    this.scope = scope;
    this.draft = new ConfigDraft(start);
    this.shell = start.config().shell();
    this.workingDir = start.config().workingDir();
    this.user = start.config().user();
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

  /** What the configuration has become. */
  ImageConfig image() {
    return draft.image();
  }

  @Override
  public ContainerConfig config() {
    return draft.image().config();
  }

  @Override
  public Map<String, String> variables() {
    return Collections.unmodifiableMap(variables);
  }

  @Override
  public List<String> shell() {
    return shell;
  }

  String workingDir() {
    return workingDir;
  }

  String user() {
    return user;
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
    ConfigChange change = step.change();
    draft.add(change);
    cmdGiven |= change instanceof ConfigChange.CmdSet;
    if (change instanceof ConfigChange.EnvSet env) {
      variables.putAll(env.values());
    } else if (change instanceof ConfigChange.ShellSet set) {
      shell = set.words();
    } else if (change instanceof ConfigChange.User set) {
      user = set.user();
    }
  }

  void add(Step.MakeDirectory step) {
    steps.add(step);
    draft.add(step.change());
    workingDir = step.workingDir();
  }
}
