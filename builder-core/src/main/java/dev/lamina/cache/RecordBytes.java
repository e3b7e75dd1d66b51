package dev.lamina.cache;

import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.BuildRecord.Lookup;
import dev.lamina.cache.BuildRecord.StageRecord;
import dev.lamina.cache.BuildRecord.StepRecord;
import dev.lamina.digest.Digest;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records of builds, and layers, as bytes and back. */
final class RecordBytes {
  private RecordBytes() {}

  static void write(PackedOutput out, BuildRecord build) {
    out.text(build.platform()).text(build.compression()).text(build.lookup().name());
    out.text(build.ignoreFile());
    list(out, build.ignorePatterns(), PackedOutput::text);
    list(out, build.stages(), RecordBytes::write);
  }

  static BuildRecord read(PackedInput in) {
    return new BuildRecord(
        in.text(),
        in.text(),
        Lookup.valueOf(in.text()),
        in.text(),
        list(in, PackedInput::text),
        list(in, RecordBytes::stage));
  }

  private static void write(PackedOutput out, StageRecord stage) {
    out.text(stage.label()).text(stage.from()).text(stage.base()).text(stage.baseId());
    map(out, stage.args());
    map(out, stage.env());
    list(out, stage.steps(), RecordBytes::write);
  }

  private static StageRecord stage(PackedInput in) {
    return new StageRecord(
        in.text(), in.text(), in.text(), in.text(), map(in), map(in), list(in, RecordBytes::step));
  }

  private static void write(PackedOutput out, StepRecord step) {
    out.text(step.text()).text(step.result());
    map(out, step.values());
    out.text(step.fate().name());
    Layer layer = step.layer();
    out.number(layer == null ? 0 : 1);
    if (layer != null) {
      write(out, layer);
    }
    out.text(step.origin());
    list(out, step.sources(), PackedOutput::text);
    out.text(step.destination());
  }

  private static StepRecord step(PackedInput in) {
    return new StepRecord(
        in.text(),
        in.text(),
        map(in),
        Fate.valueOf(in.text()),
        in.number() == 0 ? null : layer(in),
        in.text(),
        list(in, PackedInput::text),
        in.text());
  }

  static void write(PackedOutput out, Layer layer) {
    Descriptor descriptor = layer.descriptor();
    out.text(descriptor.mediaType()).text(descriptor.digest().toString());
    out.number(descriptor.size()).text(layer.diffId().toString());
  }

  static Layer layer(PackedInput in) {
    Descriptor descriptor = Descriptor.of(in.text(), Digest.parse(in.text()), in.number());
    return new Layer(descriptor, Digest.parse(in.text()));
  }

  static <T> void list(PackedOutput out, List<T> items, BiConsumer<PackedOutput, T> write) {
    out.number(items.size());
    items.forEach(item -> write.accept(out, item));
  }

  static <T> List<T> list(PackedInput in, Function<PackedInput, T> read) {
    List<T> items = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      items.add(read.apply(in));
    }
    return items;
  }

  private static void map(PackedOutput out, Map<String, String> map) {
    out.number(map.size());
    map.forEach((name, value) -> out.text(name).text(value));
  }

  private static Map<String, String> map(PackedInput in) {
    Map<String, String> map = new TreeMap<>();
    for (long left = in.number(); left > 0; left--) {
      map.put(in.text(), in.text());
    }
    return map;
  }

  /** One that may not be there. */
  static void optional(PackedOutput out, @Nullable BuildRecord build) {
    out.number(build == null ? 0 : 1);
    if (build != null) {
      write(out, build);
    }
  }

  /** The inverse of the other. */
  static @Nullable BuildRecord optional(PackedInput in) {
    return in.number() == 0 ? null : read(in);
  }
}
