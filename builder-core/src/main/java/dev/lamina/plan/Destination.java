package dev.lamina.plan;

import dev.lamina.io.EntryPath;

/**
 * Where copies go.
 *
 * @param path from the image's root, WORKDIR applied, cleaned as text; symlinks not yet followed
 * @param form whether it can only be a directory
 */
public record Destination(EntryPath path, Form form) {
  /** What the written text says about the destination. */
  public enum Form {
    /** It ended in a slash, or was {@code .}: a directory, made when absent. */
    DIRECTORY,
    /** A file or a directory, as it turns out. */
    OPEN
  }
}
