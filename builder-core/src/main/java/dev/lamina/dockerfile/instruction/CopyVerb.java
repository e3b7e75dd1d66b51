package dev.lamina.dockerfile.instruction;

/** The two instructions that bring files in: ADD also unpacks archives. */
public enum CopyVerb {
  COPY,
  ADD
}
