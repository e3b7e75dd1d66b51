package dev.lamina.edit;

import dev.lamina.build.Annotation;
import dev.lamina.build.Annotation.Level;
import dev.lamina.oci.Platform;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Annotations that are taken away, and then others that are set.
 *
 * @param removed their values do not matter
 */
public record AnnotationEdit(List<Annotation> set, List<Annotation> removed) {
  /** Changes nothing. */
  public static final AnnotationEdit NONE = new AnnotationEdit(List.of(), List.of());

  public AnnotationEdit {
    set = List.copyOf(set);
    removed = List.copyOf(removed);
  }

  /** Whether anything of a level is to change. */
  boolean concerns(Level... levels) {
    List<Level> wanted = List.of(levels);
    return set.stream().anyMatch(a -> wanted.contains(a.level()))
        || removed.stream().anyMatch(a -> wanted.contains(a.level()));
  }

  /**
   * The annotations of a document after the change.
   *
   * @param platform of the image; null for an index
   */
  SortedMap<String, String> apply(
      Level level, @Nullable Platform platform, SortedMap<String, String> before) {
    SortedMap<String, String> after = new TreeMap<>(before);
    for (Annotation annotation : removed) {
      if (isMeant(annotation, level, platform)) {
        after.remove(annotation.key());
      }
    }
    for (Annotation annotation : set) {
      if (isMeant(annotation, level, platform)) {
        after.put(annotation.key(), annotation.value());
      }
    }
    return after;
  }

  private static boolean isMeant(Annotation annotation, Level level, @Nullable Platform platform) {
    return annotation.level() == level && (platform == null || annotation.isFor(platform));
  }
}
