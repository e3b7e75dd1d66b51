package dev.lamina.store;

/** Who may write to a store. */
public enum Sharing {
  /** Its owner alone. A store that somebody else owns or may write to is refused. */
  PRIVATE,
  /** Everybody whom the modes of its directories allow. New directories are for the group too. */
  SHARED
}
