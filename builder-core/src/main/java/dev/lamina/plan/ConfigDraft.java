package dev.lamina.plan;

import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A configuration while changes are made to it. A change costs what it says and not what is there
 * already, however many there are.
 */
public final class ConfigDraft {
  private ImageConfig image;

  /** All but the collections below. */
  private ContainerConfig config;

  private final List<String> env;

  /** Where in {@link #env} a name is first defined. */
  private final Map<String, Integer> names = new HashMap<>();

  private final SortedMap<String, String> labels;
  private final SortedSet<String> ports;
  private final SortedSet<String> volumes;
  private final List<String> onBuild;

  /** A draft that begins with a finished configuration. */
  public ConfigDraft(ImageConfig start) {
    ContainerConfig from = start.config();
    env = new ArrayList<>(from.env());
    for (int i = 0; i < env.size(); i++) {
      int equals = env.get(i).indexOf('=');
      names.putIfAbsent(equals < 0 ? env.get(i) : env.get(i).substring(0, equals), i);
    }
    labels = new TreeMap<>(from.labels());
    ports = new TreeSet<>(from.exposedPorts());
    volumes = new TreeSet<>(from.volumes());
    onBuild = new ArrayList<>(from.onBuild());
    image = start.withConfig(ContainerConfig.EMPTY);
    config =
        from.withEnv(List.of())
            .withLabels(Map.of())
            .withExposedPorts(List.of())
            .withVolumes(List.of())
            .withOnBuild(List.of());
  }

  /** Makes a change. */
  public void add(ConfigChange change) {
    if (change instanceof ConfigChange.EnvSet set) {
      set.values().forEach(this::define);
    } else if (change instanceof ConfigChange.LabelSet set) {
      labels.putAll(set.labels());
    } else if (change instanceof ConfigChange.ExposedPorts set) {
      ports.addAll(set.ports());
    } else if (change instanceof ConfigChange.Volumes set) {
      volumes.addAll(set.paths());
    } else if (change instanceof ConfigChange.OnBuildAdded added) {
      onBuild.add(added.trigger());
    } else if (change instanceof ConfigChange.Author set) {
      image = image.withAuthor(set.author());
    } else if (change instanceof ConfigChange.Replacing other) {
      config = other.replaceIn(config);
    }
  }

  private void define(String name, String value) {
    String entry = name + "=" + value;
    Integer known = names.putIfAbsent(name, env.size());
    if (known == null) {
      env.add(entry);
    } else {
      env.set(known, entry);
    }
  }

  /** The configuration as it is now. */
  public ImageConfig image() {
    return image.withConfig(
        config
            .withEnv(env)
            .withLabels(labels)
            .withExposedPorts(ports)
            .withVolumes(volumes)
            .withOnBuild(onBuild));
  }
}
