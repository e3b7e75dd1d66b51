package dev.lamina;

import dev.lamina.build.Annotation;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.edit.AnnotationEdit;
import dev.lamina.edit.CommandText;
import dev.lamina.edit.ConfigChanges;
import dev.lamina.edit.ConfigChanges.Change;
import dev.lamina.edit.ConfigChanges.NamedChange;
import dev.lamina.io.Escaped;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.ChangeInstructions;
import dev.lamina.plan.ConfigChange;
import dev.lamina.plan.ConfigChange.EntrypointSet.InheritedCmd;
import dev.lamina.plan.Ports;
import dev.lamina.plan.Signals;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Changes of an image's configuration and annotations, made in the order in which they are added.
 * Each method returns the changes so far with one more. An empty text takes away what it would set.
 * What is malformed is an {@link IllegalArgumentException}.
 */
public final class ConfigEdit {
  /** Changes nothing. */
  public static final ConfigEdit NONE = new ConfigEdit(List.of(), AnnotationEdit.NONE);

  private final List<NamedChange> changes;
  private final AnnotationEdit annotations;

  private ConfigEdit(List<NamedChange> changes, AnnotationEdit annotations) {
    this.changes = List.copyOf(changes);
    this.annotations = annotations;
  }

  /** Whether there is nothing to change. */
  public boolean isEmpty() {
    return changes.isEmpty() && annotations.equals(AnnotationEdit.NONE);
  }

  ConfigChanges changes() {
    return new ConfigChanges(changes);
  }

  AnnotationEdit annotations() {
    return annotations;
  }

  private ConfigEdit with(String words, Change change) {
    List<NamedChange> more = new ArrayList<>(changes);
    more.add(new NamedChange(words, change));
    return new ConfigEdit(more, annotations);
  }

  private ConfigEdit with(String words, ConfigChange change) {
    return with(words, change::apply);
  }

  private ConfigEdit container(String words, UnaryOperator<ContainerConfig> change) {
    return with(words, image -> image.withConfig(change.apply(image.config())));
  }

  /** A variable of the environment: replaced in its place, or appended. */
  public ConfigEdit env(String name, String value) {
    return with("ENV " + name + "=" + value, new ConfigChange.EnvSet(Map.of(name, value)));
  }

  /** Takes a variable away. */
  public ConfigEdit removeEnv(String name) {
    return container(
        "remove ENV " + name,
        config ->
            config.withEnv(
                config.env().stream()
                    .filter(entry -> !entry.equals(name) && !entry.startsWith(name + "="))
                    .toList()));
  }

  /** A label. */
  public ConfigEdit label(String name, String value) {
    return with("LABEL " + name + "=" + value, new ConfigChange.LabelSet(Map.of(name, value)));
  }

  /** Takes a label away. */
  public ConfigEdit removeLabel(String name) {
    return container(
        "remove LABEL " + name,
        config -> {
          SortedMap<String, String> labels = new TreeMap<>(config.labels());
          labels.remove(name);
          return config.withLabels(labels);
        });
  }

  /** An annotation, on whatever level. It is never in the history. */
  public ConfigEdit annotation(Annotation annotation) {
    List<Annotation> set = new ArrayList<>(annotations.set());
    set.add(annotation);
    return new ConfigEdit(changes, new AnnotationEdit(set, annotations.removed()));
  }

  /** Takes an annotation away, whatever its value; before any is set. */
  public ConfigEdit removeAnnotation(Annotation annotation) {
    List<Annotation> removed = new ArrayList<>(annotations.removed());
    removed.add(annotation);
    return new ConfigEdit(changes, new AnnotationEdit(annotations.set(), removed));
  }

  /**
   * What is started. As in a Dockerfile the command goes with the old entry point, unless it is set
   * afterwards.
   *
   * @param text an array in JSON, or a line for the image's shell
   */
  public ConfigEdit entrypoint(String text) {
    CommandText command = CommandText.parse(text);
    return with(
        "ENTRYPOINT " + text,
        image ->
            new ConfigChange.EntrypointSet(command.words(image), InheritedCmd.CLEARED)
                .apply(image));
  }

  /**
   * The command, or the arguments of the entry point.
   *
   * @param text an array in JSON, or a line for the image's shell
   */
  public ConfigEdit cmd(String text) {
    CommandText command = CommandText.parse(text);
    return with("CMD " + text, image -> new ConfigChange.CmdSet(command.words(image)).apply(image));
  }

  /** Who runs it: {@code USER[:GROUP]}. */
  public ConfigEdit user(String user) {
    return with("USER " + user, new ConfigChange.User(user));
  }

  /** Where it runs; a path that does not begin with a slash continues the one that is there. */
  public ConfigEdit workingDir(String path) {
    if (path.isEmpty() || path.startsWith("/")) {
      return with("WORKDIR " + path, new ConfigChange.WorkingDir(path));
    }
    return instruction("--workdir", "WORKDIR " + path);
  }

  /** Ports, as EXPOSE has them. */
  public ConfigEdit expose(String ports) {
    return with("EXPOSE " + ports, new ConfigChange.ExposedPorts(Ports.parse(ports)));
  }

  /** Takes ports away. */
  public ConfigEdit removeExposed(String ports) {
    List<String> gone = Ports.parse(ports);
    return container(
        "remove EXPOSE " + ports,
        config -> config.withExposedPorts(less(config.exposedPorts(), gone)));
  }

  /** A volume. */
  public ConfigEdit volume(String path) {
    return with("VOLUME " + path, new ConfigChange.Volumes(List.of(path)));
  }

  /** Takes a volume away. */
  public ConfigEdit removeVolume(String path) {
    return container(
        "remove VOLUME " + path,
        config -> config.withVolumes(less(config.volumes(), List.of(path))));
  }

  private static Collection<String> less(Collection<String> all, List<String> gone) {
    Collection<String> left = new TreeSet<>(all);
    left.removeAll(gone);
    return left;
  }

  /** The signal that ends it. */
  public ConfigEdit stopSignal(String signal) {
    if (!signal.isEmpty() && !Signals.isSignal(signal)) {
      throw new IllegalArgumentException("'" + Escaped.text(signal) + "' is not a signal");
    }
    return with("STOPSIGNAL " + signal, new ConfigChange.StopSignal(signal));
  }

  /** How its health is looked after, in the words of HEALTHCHECK. */
  public ConfigEdit healthcheck(String words) {
    return words.isEmpty()
        ? container("remove HEALTHCHECK", config -> config.withHealthcheck(null))
        : instruction("--healthcheck", "HEALTHCHECK " + words);
  }

  /** Who made it. */
  public ConfigEdit author(String author) {
    return with("MAINTAINER " + author, new ConfigChange.Author(author));
  }

  /** What it says that it runs on; of its files nothing changes. */
  public ConfigEdit platform(Platform platform) {
    return with("platform " + platform, image -> image.withPlatform(platform));
  }

  /**
   * When it was made.
   *
   * @param time RFC 3339, or seconds since 1970
   */
  public ConfigEdit created(String time) {
    String created = time.isEmpty() ? "" : rfc3339(time);
    return with("created " + created, image -> image.withCreated(created));
  }

  private static String rfc3339(String time) {
    try {
      return time.matches("-?[0-9]{1,11}")
          ? Instant.ofEpochSecond(Long.parseLong(time)).toString()
          : OffsetDateTime.parse(time).toInstant().toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + Escaped.text(time) + "' is neither RFC 3339 nor a count of seconds since 1970", e);
    }
  }

  /**
   * Instructions of a Dockerfile that change a configuration and nothing else.
   *
   * @throws DockerfileException with every problem of their form; what their words mean shows when
   *     the edit is made
   */
  public ConfigEdit instructions(List<String> texts) throws DockerfileException {
    ChangeInstructions parsed = ChangeInstructions.parse("--change", texts);
    return texts.isEmpty()
        ? this
        : with(String.join("; ", texts), image -> parsed.apply(image).config());
  }

  private ConfigEdit instruction(String option, String text) {
    return with(
        text, image -> ChangeInstructions.parse(option, List.of(text)).apply(image).config());
  }
}
