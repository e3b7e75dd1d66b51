package dev.lamina.plan;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Command;
import dev.lamina.dockerfile.instruction.Definition;
import dev.lamina.dockerfile.instruction.GoDuration;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Pair;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.dockerfile.shell.Variables;
import dev.lamina.dockerfile.shell.WordExpander;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Healthcheck;
import dev.lamina.plan.ConfigChange.EntrypointSet.InheritedCmd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Makes the step of one instruction; what is wrong goes to the findings. */
final class StepMaker implements Instruction.Visitor<StepMaker.Made> {
  /** Nothing to say: the step is in the state. */
  enum Made {
    DONE
  }

  private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

  /** A range is short to write and long to hold. */
  private static final long PORT_COST = 64;

  private final StageState state;
  private final Stage stage;
  private final WordExpander expander;
  private final Variables variables;
  private final Findings findings;

  StepMaker(StageState state, Stage stage, char escape, Findings findings) {
    this.state = state;
    this.stage = stage;
    this.expander = new WordExpander(escape, state.scope().effort());
    this.variables = Variables.of(state.variables());
    this.findings = findings;
  }

  private void spend(long units, Place place) throws DockerfileException {
    expander.effort().spend(units, place);
  }

  void make(Instruction instruction) {
    instruction.accept(this);
  }

  private Made configure(Instruction instruction, ConfigChange change, String createdBy) {
    state.add(new Step.Configure(instruction.place(), change, createdBy));
    return Made.DONE;
  }

  private Made wrong(DockerfileException e) {
    findings.problems(e);
    return Made.DONE;
  }

  private static DockerfileException problem(Place place, String message) {
    return new DockerfileException(place.problem(message));
  }

  private String expand(Word word, Place place) throws DockerfileException {
    return expander.word(word.text(), variables, word.in(place));
  }

  @Override
  public Made from(Instruction.From from) {
    throw new IllegalStateException("FROM begins a stage");
  }

  @Override
  public Made run(Instruction.Run run) {
    return Made.DONE; // refused before
  }

  @Override
  public Made copy(Instruction.Copy copy) {
    try {
      state.add(new CopyMaker(state, stage, expander, findings).step(copy));
      return Made.DONE;
    } catch (DockerfileException e) {
      return wrong(e);
    }
  }

  @Override
  public Made arg(Instruction.Arg arg) {
    StringJoiner created = new StringJoiner(" ", "ARG ", "");
    List<String> names = new ArrayList<>();
    try {
      for (Definition definition : arg.definitions()) {
        String name = expand(definition.name(), arg.place());
        if (name.isEmpty()) {
          throw problem(definition.name().in(arg.place()), "ARG names can not be blank");
        }
        String value = state.scope().options().buildArgs().get(name);
        if (value == null && definition.defaultValue() != null) {
          Place place = definition.name().in(arg.place());
          value = expander.word(definition.defaultValue(), variables, place);
        } else if (value == null) {
          value = state.scope().globals().get(name);
        }
        if (value != null) {
          state.define(name, value);
        }
        names.add(name);
        created.add(value == null ? name : name + "=" + value);
      }
    } catch (DockerfileException e) {
      return wrong(e);
    }
    return configure(arg, new ConfigChange.ArgsDeclared(names), created.toString());
  }

  @Override
  public Made env(Instruction.Env env) {
    // one instruction sees the values from before it: they are set when all are expanded
    Map<String, String> values = new LinkedHashMap<>();
    String text = pairs("ENV", env.pairs(), env.place(), values);
    if (values.keySet().stream().anyMatch(k -> k.indexOf('=') >= 0)) {
      return wrong(problem(env.place(), "ENV names can not contain ="));
    }
    return configure(env, new ConfigChange.EnvSet(values), text);
  }

  @Override
  public Made label(Instruction.Label label) {
    Map<String, String> values = new LinkedHashMap<>();
    String text = pairs("LABEL", label.pairs(), label.place(), values);
    return configure(label, new ConfigChange.LabelSet(values), text);
  }

  private String pairs(String keyword, List<Pair> pairs, Place place, Map<String, String> values) {
    StringJoiner text = new StringJoiner(" ", keyword + " ", "");
    for (Pair pair : pairs) {
      Place here = pair.key().in(place);
      try {
        String key = expander.word(pair.key().text(), variables, here);
        String value = expander.word(pair.value(), variables, here);
        if (key.isEmpty()) {
          throw problem(here, keyword + " names can not be blank");
        }
        values.put(key, value);
        text.add(key + "=" + value);
      } catch (DockerfileException e) {
        findings.problems(e);
      }
    }
    return text.toString();
  }

  private List<String> words(Command command, Place place) throws DockerfileException {
    if (command instanceof Command.Exec exec) {
      return exec.words();
    }
    List<String> shell = state.shell();
    spend(shell.stream().mapToLong(String::length).sum(), place);
    List<String> words = new ArrayList<>(shell.isEmpty() ? DEFAULT_SHELL : shell);
    words.add(((Command.ShellForm) command).text());
    return words;
  }

  @Override
  public Made cmd(Instruction.Cmd cmd) {
    try {
      List<String> words = words(cmd.command(), cmd.place());
      return configure(cmd, new ConfigChange.CmdSet(words), "CMD " + GoText.quoted(words));
    } catch (DockerfileException e) {
      return wrong(e);
    }
  }

  @Override
  public Made entrypoint(Instruction.Entrypoint entrypoint) {
    try {
      List<String> words = words(entrypoint.command(), entrypoint.place());
      InheritedCmd cmd = state.cmdGiven() ? InheritedCmd.KEPT : InheritedCmd.CLEARED;
      return configure(
          entrypoint,
          new ConfigChange.EntrypointSet(words, cmd),
          "ENTRYPOINT " + GoText.quoted(words));
    } catch (DockerfileException e) {
      return wrong(e);
    }
  }

  @Override
  public Made workdir(Instruction.Workdir workdir) {
    try {
      String path = expand(workdir.path(), workdir.place());
      String current = state.workingDir();
      spend(Paths.COST * (current.length() + path.length()), workdir.place());
      String whole = path.startsWith("/") ? path : Paths.below(current, path);
      EntryPath directory = Paths.entry(whole, workdir.path().in(workdir.place()));
      String user = state.user();
      state.add(
          new Step.MakeDirectory(
              workdir.place(), directory, whole, user.isEmpty() ? null : user, "WORKDIR " + whole));
      return Made.DONE;
    } catch (DockerfileException e) {
      return wrong(e);
    }
  }

  @Override
  public Made user(Instruction.User user) {
    try {
      String name = expand(user.user(), user.place());
      if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw problem(
            user.user().in(user.place()),
            "USER contains a control character: " + Escaped.text(name));
      }
      return configure(user, new ConfigChange.User(name), "USER " + name);
    } catch (DockerfileException e) {
      return wrong(e);
    }
  }

  @Override
  public Made expose(Instruction.Expose expose) {
    List<String> ports = new ArrayList<>();
    for (Word word : expose.ports()) {
      Place place = word.in(expose.place());
      try {
        for (String port : expander.words(word.text(), variables, place)) {
          List<String> more = Ports.parse(port);
          spend(PORT_COST * more.size(), place);
          ports.addAll(more);
        }
      } catch (DockerfileException e) {
        findings.problems(e);
      } catch (IllegalArgumentException e) {
        findings.problem(
            place.problem(String.valueOf(e.getMessage()), "write it like 80, 80/udp or 80-82/tcp"));
      }
    }
    return configure(expose, new ConfigChange.ExposedPorts(ports), "EXPOSE " + GoText.plain(ports));
  }

  @Override
  public Made volume(Instruction.Volume volume) {
    List<String> paths = new ArrayList<>();
    for (Word word : volume.paths()) {
      try {
        String path = expand(word, volume.place());
        if (path.isEmpty()) {
          throw problem(word.in(volume.place()), "VOLUME specified can not be an empty string");
        }
        paths.add(path);
      } catch (DockerfileException e) {
        findings.problems(e);
      }
    }
    return configure(volume, new ConfigChange.Volumes(paths), "VOLUME " + GoText.plain(paths));
  }

  @Override
  public Made stopSignal(Instruction.StopSignal stopSignal) {
    try {
      String signal = expand(stopSignal.signal(), stopSignal.place());
      if (!Signals.isSignal(signal)) {
        throw problem(
            stopSignal.signal().in(stopSignal.place()), "invalid signal: " + Escaped.text(signal));
      }
      return configure(stopSignal, new ConfigChange.StopSignal(signal), "STOPSIGNAL " + signal);
    } catch (DockerfileException e) {
      return wrong(e);
    }
  }

  @Override
  public Made shell(Instruction.Shell shell) {
    List<String> words = shell.words();
    return configure(shell, new ConfigChange.ShellSet(words), "SHELL " + GoText.plain(words));
  }

  @Override
  public Made health(Instruction.Health health) {
    Healthcheck check = health.check();
    String text =
        "HEALTHCHECK {Test:"
            + GoText.plain(check.test())
            + " Interval:"
            + GoDuration.format(check.intervalNanos())
            + " Timeout:"
            + GoDuration.format(check.timeoutNanos())
            + " StartPeriod:"
            + GoDuration.format(check.startPeriodNanos())
            + " StartInterval:"
            + GoDuration.format(check.startIntervalNanos())
            + " Retries:"
            + check.retries()
            + "}";
    return configure(health, new ConfigChange.Health(check), text);
  }

  @Override
  public Made onBuild(Instruction.OnBuild onBuild) {
    String text = "ONBUILD " + onBuild.trigger();
    return configure(onBuild, new ConfigChange.OnBuildAdded(onBuild.trigger()), text);
  }

  @Override
  public Made maintainer(Instruction.Maintainer maintainer) {
    String author = maintainer.author();
    return configure(maintainer, new ConfigChange.Author(author), "MAINTAINER " + author);
  }
}
