package dev.lamina.plan;

/** The tree that COPY and ADD take files from. */
public sealed interface CopyOrigin {
  /** The build context. */
  record Context() implements CopyOrigin {}

  /** A stage of the same Dockerfile, earlier than the one that copies. */
  record StageIndex(int index) implements CopyOrigin {}

  /**
   * An image.
   *
   * @param name as written; a well-formed reference
   */
  record ImageRef(String name) implements CopyOrigin {}
}
