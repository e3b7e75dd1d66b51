package dev.lamina.context;

import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Words for what goes wrong with files of a context. */
final class Failures {
  static final String CONTEXT = "the context";

  private Failures() {}

  /** The failure to read a file, with its name in the context rather than on disk. */
  static IOException reading(EntryPath name, IOException cause) {
    return reading(name, CONTEXT, cause);
  }

  static IOException reading(EntryPath name, String tree, IOException cause) {
    return new IOException("cannot read " + name + " of " + tree + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    String text =
        cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : Escaped.text(text);
  }
}
