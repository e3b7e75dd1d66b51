package dev.lamina.store;

/** How much of a store is checked. */
public enum VerifyDepth {
  /** That everything is there with its size; documents are read. */
  QUICK,
  /** Also every byte of every blob. */
  FULL
}
