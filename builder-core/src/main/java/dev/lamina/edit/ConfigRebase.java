package dev.lamina.edit;

import dev.lamina.json.JsonObject;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image's configuration becomes on another base: what the image has not changed is the new
 * base's, what it has changed is its own. Environment, labels, ports and volumes are looked at one
 * by one. Layers and history stay.
 */
record ConfigRebase(ImageConfig oldBase, ImageConfig newBase) {
  ImageConfig of(ImageConfig image) {
    return new ImageConfig(
        image.created(),
        ThreeWay.optional(oldBase.author(), image.author(), newBase.author()),
        ThreeWay.value(oldBase.platform(), image.platform(), newBase.platform()),
        of(oldBase.config(), image.config(), newBase.config()),
        image.rootFs(),
        image.history(),
        of(oldBase.extra(), image.extra(), newBase.extra()));
  }

  private static ContainerConfig of(ContainerConfig old, ContainerConfig own, ContainerConfig now) {
    if (old.equals(now)) {
      return own;
    }
    return new ContainerConfig(
        ThreeWay.value(old.user(), own.user(), now.user()),
        ThreeWay.set(old.exposedPorts(), own.exposedPorts(), now.exposedPorts()),
        list(ThreeWay.map(map(old.env()), map(own.env()), map(now.env()))),
        ThreeWay.value(old.entrypoint(), own.entrypoint(), now.entrypoint()),
        ThreeWay.value(old.cmd(), own.cmd(), now.cmd()),
        ThreeWay.set(old.volumes(), own.volumes(), now.volumes()),
        ThreeWay.value(old.workingDir(), own.workingDir(), now.workingDir()),
        new TreeMap<>(ThreeWay.map(old.labels(), own.labels(), now.labels())),
        ThreeWay.value(old.stopSignal(), own.stopSignal(), now.stopSignal()),
        ThreeWay.value(old.argsEscaped(), own.argsEscaped(), now.argsEscaped()),
        ThreeWay.optional(old.healthcheck(), own.healthcheck(), now.healthcheck()),
        ThreeWay.value(old.onBuild(), own.onBuild(), now.onBuild()),
        ThreeWay.value(old.shell(), own.shell(), now.shell()),
        of(old.extra(), own.extra(), now.extra()));
  }

  private static JsonObject of(JsonObject old, JsonObject own, JsonObject now) {
    if (old.equals(now)) {
      return own;
    }
    JsonObject.Builder merged = JsonObject.builder();
    ThreeWay.map(old.members(), own.members(), now.members()).forEach(merged::set);
    return merged.build();
  }

  /** Whole entries by name; of several with one name the first counts, as for programs. */
  private static Map<String, String> map(List<String> env) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String entry : env) {
      int equals = entry.indexOf('=');
      map.putIfAbsent(equals < 0 ? entry : entry.substring(0, equals), entry);
    }
    return map;
  }

  private static List<String> list(Map<String, String> env) {
    return new ArrayList<>(env.values());
  }
}
