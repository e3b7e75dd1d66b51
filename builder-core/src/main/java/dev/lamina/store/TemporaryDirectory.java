package dev.lamina.store;

import dev.lamina.io.TreeRemoval;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    TreeRemoval.remove(path);
  }
}
