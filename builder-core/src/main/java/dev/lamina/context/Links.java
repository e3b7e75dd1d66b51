package dev.lamina.context;

import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where links on disk lead to. */
final class Links {
  private Links() {}

  /**
   * The real place of a file.
   *
   * @throws NotFoundException when nothing is there, or a link that leads to nothing
   */
  static Path realPath(Path file, String what) throws IOException {
    try {
      return file.toRealPath();
    } catch (NoSuchFileException e) {
      NotFoundException missing =
          new NotFoundException(what + " " + Escaped.text(file.toString()) + " is not there");
      missing.initCause(e);
      throw missing;
    }
  }

  /** Refuses a link that leads out of a directory. */
  static void requireInside(Path link, Path directory, String what) throws IOException {
    if (!realPath(link, what).startsWith(directory.toRealPath())) {
      throw new RefusedInputException(
          what + " " + Escaped.text(link.toString()) + " is a link out of the context");
    }
  }
}
