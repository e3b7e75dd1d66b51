package dev.lamina;

/** When a build asks registries for base images. */
public enum PullPolicy {
  /** For every one. */
  ALWAYS,
  /** For those that are not in the store, or are there for another platform alone. */
  MISSING,
  /** As {@link #ALWAYS}; one that cannot be had is taken from the store. */
  NEWER,
  /** Never: what is not in the store is not found. */
  NEVER,
  /** As {@link #NEVER}, and nothing else may use a network either: ADD of a URL is refused. */
  OFFLINE
}
