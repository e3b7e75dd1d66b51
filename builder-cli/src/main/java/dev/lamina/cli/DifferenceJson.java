package dev.lamina.cli;

import dev.lamina.ImageDifference;
import dev.lamina.ImageDifference.Field;
import dev.lamina.ImageDifference.LayerFiles;
import dev.lamina.ImageDifference.LayerPair;
import dev.lamina.ImageDifference.StackedLayer;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.FileDifference;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonBoolean;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How images differ, for programs. */
final class DifferenceJson {
  private DifferenceJson() {}

  static JsonObject of(ImageDifference difference) {
    return JsonObject.builder()
        .set("same", bool(difference.isEmpty()))
        .set("config", array(difference.config(), DifferenceJson::field))
        .set("layers", array(difference.layers(), DifferenceJson::layer))
        .set("files", array(difference.files(), DifferenceJson::file))
        .set("eachLayer", array(difference.eachLayer(), DifferenceJson::layerFiles))
        .build();
  }

  private static JsonBoolean bool(boolean value) {
    return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
    return new JsonArray(values.stream().<JsonValue>map(json).toList());
  }

  private static JsonObject field(Field field) {
    return JsonObject.builder()
        .set("field", field.name())
        .set("before", field.before())
        .set("after", field.after())
        .build();
  }

  private static JsonObject layer(LayerPair pair) {
    return JsonObject.builder()
        .set("place", pair.place())
        .set("shared", bool(pair.isShared()))
        .set("before", layer(pair.before()))
        .set("after", layer(pair.after()))
        .build();
  }

  private static @Nullable JsonObject layer(@Nullable StackedLayer layer) {
    return layer == null
        ? null
        : JsonObject.builder()
            .set("digest", layer.blob().digest().toString())
            .set("size", layer.blob().size())
            .set("diffId", layer.diffId().toString())
            .build();
  }

  private static JsonObject layerFiles(LayerFiles layer) {
    return JsonObject.builder()
        .set("place", layer.place())
        .set("files", array(layer.files(), DifferenceJson::file))
        .build();
  }

  private static JsonObject file(FileDifference file) {
    JsonObject.Builder out = JsonObject.builder();
    FileJson.path(out, "path", file.path());
    return out.set("kind", file.kind().name().toLowerCase(Locale.ROOT))
        .setUnlessEmpty(
            "aspects", file.aspects().stream().map(a -> a.name().toLowerCase(Locale.ROOT)).toList())
        .set("before", file(file.before()))
        .set("after", file(file.after()))
        .build();
  }

  private static @Nullable JsonObject file(@Nullable Entry entry) {
    return entry == null ? null : FileJson.of(entry).build();
  }
}
