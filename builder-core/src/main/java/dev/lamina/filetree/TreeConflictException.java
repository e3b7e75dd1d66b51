package dev.lamina.filetree;

import java.io.Serial;

/**
 * A step wants something at a path where the image has something of another kind. Never leaves the
 * library: a build turns it into a problem with a line.
 */
public final class TreeConflictException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public TreeConflictException(String message) {
    super(message);
  }
}
