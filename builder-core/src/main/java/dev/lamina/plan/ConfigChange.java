package dev.lamina.plan;

import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.Healthcheck;
import dev.lamina.oci.ImageConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an instruction does to the configuration of the image. */
public sealed interface ConfigChange {
  /** The configuration after this change alone; several are made to one {@link ConfigDraft}. */
  default ImageConfig apply(ImageConfig image) {
    ConfigDraft draft = new ConfigDraft(image);
    draft.add(this);
    return draft.image();
  }

  /** Changes that replace a part of the container's configuration. */
  sealed interface Replacing extends ConfigChange {
    /** The configuration after the change. */
    ContainerConfig replaceIn(ContainerConfig config);
  }

  /**
   * ARG leaves no trace but in the history.
   *
   * @param names that it declares, in order
   */
  record ArgsDeclared(List<String> names) implements ConfigChange {
    public ArgsDeclared {
      names = List.copyOf(names);
    }
  }

  /** MAINTAINER. */
  record Author(String author) implements ConfigChange {}

  /**
   * ENV: replaces the first entry of a name in place, else appends.
   *
   * @param values in the order of definition
   */
  record EnvSet(Map<String, String> values) implements ConfigChange {
    public EnvSet {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** LABEL. */
  record LabelSet(Map<String, String> labels) implements ConfigChange {
    public LabelSet {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
  }

  /** CMD. */
  record CmdSet(List<String> words) implements Replacing {
    public CmdSet {
      words = List.copyOf(words);
    }

    @Override
    public ContainerConfig replaceIn(ContainerConfig config) {
      return config.withCmd(words);
    }
  }

  /** ENTRYPOINT. */
  record EntrypointSet(List<String> words, InheritedCmd cmd) implements Replacing {
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
    public ContainerConfig replaceIn(ContainerConfig config) {
      ContainerConfig changed = config.withEntrypoint(words);
      return cmd == InheritedCmd.CLEARED ? changed.withCmd(List.of()) : changed;
    }
  }

  /** EXPOSE. */
  record ExposedPorts(List<String> ports) implements ConfigChange {
    public ExposedPorts {
      ports = List.copyOf(ports);
    }
  }

  /** VOLUME. */
  record Volumes(List<String> paths) implements ConfigChange {
    public Volumes {
      paths = List.copyOf(paths);
    }
  }

  /** USER. */
  record User(String user) implements Replacing {
    @Override
    public ContainerConfig replaceIn(ContainerConfig config) {
      return config.withUser(user);
    }
  }

  /** WORKDIR. */
  record WorkingDir(String path) implements Replacing {
    @Override
    public ContainerConfig replaceIn(ContainerConfig config) {
      return config.withWorkingDir(path);
    }
  }

  /** STOPSIGNAL. */
  record StopSignal(String signal) implements Replacing {
    @Override
    public ContainerConfig replaceIn(ContainerConfig config) {
      return config.withStopSignal(signal);
    }
  }

  /** HEALTHCHECK. */
  record Health(Healthcheck check) implements Replacing {
    @Override
    public ContainerConfig replaceIn(ContainerConfig config) {
      return config.withHealthcheck(check);
    }
  }

  /** SHELL. */
  record ShellSet(List<String> words) implements Replacing {
    public ShellSet {
      words = List.copyOf(words);
    }

    @Override
    public ContainerConfig replaceIn(ContainerConfig config) {
      return config.withShell(words);
    }
  }

  /** ONBUILD. */
  record OnBuildAdded(String trigger) implements ConfigChange {}
}
