package dev.lamina.build;

/** What a build does with layers of earlier builds. */
public enum CacheUse {
  /** A step whose input was seen before gets the layer that was made of it. */
  USED,
  /** Every layer is made; later builds may use it. */
  IGNORED
}
