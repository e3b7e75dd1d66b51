package dev.lamina.edit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a value becomes when the one that it was made from is replaced. */
final class ThreeWay {
  private ThreeWay() {}

  /** The image's own where it has one, else the new base's. */
  static <T> T value(T oldBase, T image, T newBase) {
    return oldBase.equals(image) ? newBase : image;
  }

  /** As {@link #value}, where there may be nothing. */
  static <T> @Nullable T optional(@Nullable T oldBase, @Nullable T image, @Nullable T newBase) {
    return Objects.equals(oldBase, image) ? newBase : image;
  }

  /**
   * As {@link #value}, key by key: first the keys of the new base in its order, then those that the
   * image has added. What the image took away stays away.
   */
  static <V> Map<String, V> map(
      Map<String, V> oldBase, Map<String, V> image, Map<String, V> newBase) {
    Map<String, V> merged = new LinkedHashMap<>(newBase);
    for (String key : oldBase.keySet()) {
      if (!image.containsKey(key)) {
        merged.remove(key);
      }
    }
    image.forEach(
        (key, value) -> {
          if (!value.equals(oldBase.get(key))) {
            merged.put(key, value);
          }
        });
    return merged;
  }

  /** As {@link #map}, of members alone. */
  static SortedSet<String> set(
      Collection<String> oldBase, Collection<String> image, Collection<String> newBase) {
    NavigableSet<String> merged = new TreeSet<>(newBase);
    oldBase.stream().filter(e -> !image.contains(e)).forEach(merged::remove);
    image.stream().filter(e -> !oldBase.contains(e)).forEach(merged::add);
    return merged;
  }
}
