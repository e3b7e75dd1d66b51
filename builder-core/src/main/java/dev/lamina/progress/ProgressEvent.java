package dev.lamina.progress;

import dev.lamina.dockerfile.SourceRange;
import org.jspecify.annotations.Nullable;

/**
 * Something worth telling a waiting person. Texts come unescaped, and whoever prints them escapes;
 * but those of warnings are safe already, because parts of them are names from outside and parts
 * are not.
 */
public sealed interface ProgressEvent {
  /**
   * A step of a build begins.
   *
   * @param stage name of the stage, or its number as text
   * @param step number of the step in its stage, from 1
   * @param total steps of the stage
   * @param text the instruction as written
   */
  record StepStarted(String stage, int step, int total, String text) implements ProgressEvent {}

  /** A step of a build has ended well. */
  record StepDone(String stage, int step, int total, Outcome outcome) implements ProgressEvent {}

  /**
   * Bytes have moved since the last event of this name.
   *
   * @param what names the transfer: "pulling sha256:…"
   * @param done bytes so far
   * @param total bytes at the end, or -1 when not known
   */
  record BytesMoved(String what, long done, long total) implements ProgressEvent {}

  /**
   * Something is probably not what the user wants, but goes on.
   *
   * @param text names from outside are escaped in it
   * @param range where in a Dockerfile, when it is about one
   * @param rule which of the checks (docs/checks) says so, when one does
   */
  record Warning(String text, @Nullable SourceRange range, @Nullable String rule)
      implements ProgressEvent {
    /** A warning of no check. */
    public Warning(String text, @Nullable SourceRange range) {
      this(text, range, null);
    }

    /** A warning that is not about a place in a Dockerfile. */
    public Warning(String text) {
      this(text, null, null);
    }
  }

  /** News in words: "resolved docker.io/library/alpine:3.20 to sha256:…". */
  record Message(String text) implements ProgressEvent {}

  /** How a step ended. */
  enum Outcome {
    /** It was executed. */
    EXECUTED,
    /** Its result was known from an earlier build. */
    CACHED
  }
}
