package dev.lamina.store;

import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A directory of one session for what is not finished, on the store's file system. */
final class TemporaryDirectory implements Closeable {
  private final Path path;

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  static TemporaryDirectory create(LayoutDirectory layout) throws IOException {
    Path path = Files.createTempDirectory(layout.temporary(), "");
    Modes.set(path, 0700);
    return new TemporaryDirectory(path);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  /** Deletes a file or a directory with all that is in it; never through a link. Iterative. */
  static void delete(Path top) throws IOException {
    Deque<Path> open = new ArrayDeque<>();
    open.push(top);
    while (!open.isEmpty()) {
      Path next = open.element();
      FileStatus status = Fs.status(next);
      if (status == null || !status.isDirectory()) {
        Files.deleteIfExists(next);
        open.remove();
        continue;
      }
      try {
        Files.deleteIfExists(next);
        open.remove();
      } catch (DirectoryNotEmptyException e) {
        for (var name : Fs.names(next)) {
          open.push(Fs.child(next, name));
        }
      }
    }
  }
}
