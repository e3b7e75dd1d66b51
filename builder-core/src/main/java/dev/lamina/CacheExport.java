package dev.lamina;

import dev.lamina.transport.ImagePlace;

/**
 * Where a build leaves its layers for builds on other machines.
 *
 * @param place a layout (without a name: {@code latest}) or a registry's repository (with a tag);
 *     what has the name is replaced
 * @param extent which layers
 * @param failure what follows when the place does not take them
 */
public record CacheExport(ImagePlace place, Extent extent, OnFailure failure) {
  /** Which layers of a build. */
  public enum Extent {
    /** Those that are in the image. */
    IMAGE,
    /** Also those of stages that others copy from. */
    ALL
  }

  /** What follows when a cache cannot be written. */
  public enum OnFailure {
    /** The build fails; the image is made by then. */
    FAIL,
    /** There is a warning. */
    WARN
  }

  /**
   * @throws IllegalArgumentException when the place is of another kind, or names a digest
   */
  public CacheExport {
    SharedCaches.requireCache(place);
    boolean digest = place instanceof ImagePlace.InRegistry there && there.name().digest() != null;
    if (digest) {
      throw new IllegalArgumentException(place + " has a digest; a cache is put under a tag");
    }
  }
}
