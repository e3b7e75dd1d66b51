package dev.lamina.plan;

import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.Healthcheck;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an instruction does to the configuration of the image. */
public sealed interface ConfigChange {
  /** The configuration after the change. */
  ImageConfig apply(ImageConfig image);

  /** Changes of the container's part. */
  sealed interface OfContainer extends ConfigChange {
    /** The configuration after the change. */
    ContainerConfig apply(ContainerConfig config);

    @Override
    default ImageConfig apply(ImageConfig image) {
      return image.withConfig(apply(image.config()));
    }
  }

  /** ARG leaves no trace but in the history. */
  record Nothing() implements ConfigChange {
    @Override
    public ImageConfig apply(ImageConfig image) {
      return image;
    }
  }

  /** MAINTAINER. */
  record Author(String author) implements ConfigChange {
    @Override
    public ImageConfig apply(ImageConfig image) {
      return image.withAuthor(author);
    }
  }

  /**
   * ENV: replaces the first entry of a name in place, else appends.
   *
   * @param values in the order of definition
   */
  record EnvSet(Map<String, String> values) implements OfContainer {
    public EnvSet {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      Map<String, String> left = new LinkedHashMap<>(values);
      List<String> env = new ArrayList<>();
      for (String entry : config.env()) {
        int equals = entry.indexOf('=');
        String name = equals < 0 ? entry : entry.substring(0, equals);
        String value = left.remove(name);
        env.add(value == null ? entry : name + "=" + value);
      }
      left.forEach((name, value) -> env.add(name + "=" + value));
      return config.withEnv(env);
    }
  }

  /** LABEL. */
  record LabelSet(Map<String, String> labels) implements OfContainer {
    public LabelSet {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      Map<String, String> all = new TreeMap<>(config.labels());
      all.putAll(labels);
      return config.withLabels(all);
    }
  }

  /** CMD. */
  record CmdSet(List<String> words) implements OfContainer {
    public CmdSet {
      words = List.copyOf(words);
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      return config.withCmd(words);
    }
  }

  /** ENTRYPOINT. */
  record EntrypointSet(List<String> words, InheritedCmd cmd) implements OfContainer {
    /** What becomes of CMD. */
    public enum InheritedCmd {
      /** This stage has set it. */
      KEPT,
      /** It came from the base and was meant for another entry point. */
      CLEARED
    }

    public EntrypointSet {
      words = List.copyOf(words);
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      ContainerConfig changed = config.withEntrypoint(words);
      return cmd == InheritedCmd.CLEARED ? changed.withCmd(List.of()) : changed;
    }
  }

  /** EXPOSE. */
  record ExposedPorts(List<String> ports) implements OfContainer {
    public ExposedPorts {
      ports = List.copyOf(ports);
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      SortedSet<String> all = new TreeSet<>(config.exposedPorts());
      all.addAll(ports);
      return config.withExposedPorts(all);
    }
  }

  /** VOLUME. */
  record Volumes(List<String> paths) implements OfContainer {
    public Volumes {
      paths = List.copyOf(paths);
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      SortedSet<String> all = new TreeSet<>(config.volumes());
      all.addAll(paths);
      return config.withVolumes(all);
    }
  }

  /** USER. */
  record User(String user) implements OfContainer {
    @Override
    public ContainerConfig apply(ContainerConfig config) {
      return config.withUser(user);
    }
  }

  /** WORKDIR. */
  record WorkingDir(String path) implements OfContainer {
    @Override
    public ContainerConfig apply(ContainerConfig config) {
      return config.withWorkingDir(path);
    }
  }

  /** STOPSIGNAL. */
  record StopSignal(String signal) implements OfContainer {
    @Override
    public ContainerConfig apply(ContainerConfig config) {
      return config.withStopSignal(signal);
    }
  }

  /** HEALTHCHECK. */
  record Health(Healthcheck check) implements OfContainer {
    @Override
    public ContainerConfig apply(ContainerConfig config) {
      return config.withHealthcheck(check);
    }
  }

  /** SHELL. */
  record ShellSet(List<String> words) implements OfContainer {
    public ShellSet {
      words = List.copyOf(words);
    }

    @Override
    public ContainerConfig apply(ContainerConfig config) {
      return config.withShell(words);
    }
  }

  /** ONBUILD. */
  record OnBuildAdded(String trigger) implements OfContainer {
    @Override
    public ContainerConfig apply(ContainerConfig config) {
      List<String> all = new ArrayList<>(config.onBuild());
      all.add(trigger);
      return config.withOnBuild(all);
    }
  }
}
