package dev.lamina.cli.peer;

/**
 * One fact that a peer sees otherwise.
 *
 * @param where the case
 * @param ours what we say; {@code -} for nothing
 */
record Difference(String where, String peer, String fact, String ours, String theirs) {
  /** The same, seen by another peer. */
  Difference of(String other) {
    return new Difference(where, other, fact, ours, theirs);
  }
}
