package dev.lamina;

/** Which layers of an image become one. */
public sealed interface SquashedLayers {
  /** All. */
  record All() implements SquashedLayers {}

  /** All that an image has added to another, which is found as in {@link Images}. */
  record Above(String base) implements SquashedLayers {}

  /** The topmost ones, so many. */
  record Last(int count) implements SquashedLayers {}

  /** One, counted from 1 at the bottom, and all above it. */
  record From(int layer) implements SquashedLayers {}
}
