package dev.lamina;

import dev.lamina.transport.ImagePlace;
import java.util.List;

/**
 * Caches that builds on several machines share. Each is an image: a manifest whose layers are those
 * of builds, with a config that says what they were made of. Only layouts and registries can have
 * one.
 *
 * @param from where layers are looked for, in this order, after the store; a layout without a name
 *     means its {@code latest}, else its only image. One that is missing, or is no cache, is a
 *     warning
 * @param to where the layers of the build are left
 */
public record SharedCaches(List<ImagePlace> from, List<CacheExport> to) {
  /** None. */
  public static final SharedCaches NONE = new SharedCaches(List.of(), List.of());

  /**
   * @throws IllegalArgumentException when a place is neither a layout nor in a registry
   */
  public SharedCaches {
    from = List.copyOf(from);
    to = List.copyOf(to);
    from.forEach(SharedCaches::requireCache);
  }

  static void requireCache(ImagePlace place) {
    boolean known = place instanceof ImagePlace.InLayout || place instanceof ImagePlace.InRegistry;
    if (!known) {
      throw new IllegalArgumentException(
          place + " cannot have a build cache; an OCI layout (oci:) and a registry can");
    }
  }
}
