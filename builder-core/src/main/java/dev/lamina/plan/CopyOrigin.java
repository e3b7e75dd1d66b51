package dev.lamina.plan;

/** The tree that COPY and ADD take files from. */
public sealed interface CopyOrigin {
  /** The build context. */
  record Context() implements CopyOrigin {}

  /** A stage of the same Dockerfile, earlier than the one that copies. */
  record StageIndex(int index) implements CopyOrigin {}

  /**
   * A build context of its own.
   *
   * @param name as {@link PlanOptions#contextName} gives it
   */
  record NamedContext(String name) implements CopyOrigin {}

  /**
   * An image.
   *
   * @param name as written; a well-formed reference
   */
  record ImageRef(String name) implements CopyOrigin {}
}
